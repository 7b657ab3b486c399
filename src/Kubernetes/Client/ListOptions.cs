namespace k8s;

/// <summary>What of a collection to list or watch.</summary>
public sealed record ListOptions
{
    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    /// <summary>Of a watch: the version after which to begin. Of a list: unset means the newest.</summary>
    public string? ResourceVersion { get; init; }

    public string? ResourceVersionMatch { get; init; }

    public int? Limit { get; init; }

    public string? Continue { get; init; }

    /// <summary>The server ends the watch after this time.</summary>
    public int? TimeoutSeconds { get; init; }

    public bool AllowWatchBookmarks { get; init; }

    internal void AddTo(QueryString query)
    {
        query.Add("labelSelector", LabelSelector);
        query.Add("fieldSelector", FieldSelector);
        query.Add("resourceVersion", ResourceVersion);
        query.Add("resourceVersionMatch", ResourceVersionMatch);
        query.Add("limit", Limit?.ToString());
        query.Add("continue", Continue);
        query.Add("timeoutSeconds", TimeoutSeconds?.ToString());
        query.Add("allowWatchBookmarks", AllowWatchBookmarks ? "true" : null);
    }
}
