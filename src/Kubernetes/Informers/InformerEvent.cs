namespace k8s.Informers;

public enum InformerEventType
{
    Added,
    Modified,
    Deleted,
}

/// <summary>
/// A change of the store, told after it. <paramref name="Object"/> is the new state; of a delete, the last one known.
/// <paramref name="Old"/> is what the store held before, null when added. An object made anew under its old name is a delete and an add.
/// </summary>
public readonly record struct InformerEvent<T>(InformerEventType Type, T Object, T? Old);
