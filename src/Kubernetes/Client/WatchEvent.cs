namespace k8s;

public enum WatchEventType
{
    Added,
    Modified,
    Deleted,
    Error,

    /// <summary>Nothing happened up to the object's resourceVersion; the object has nothing else.</summary>
    Bookmark,
}

/// <summary>One event of a watch. Errors are thrown, not returned.</summary>
public readonly record struct WatchEvent<T>(WatchEventType Type, T Object);
