namespace k8s.Controllers;

/// <summary>What a pass over a key came to: one of three.</summary>
public abstract record PassResult
{
    private PassResult()
    {
    }

    /// <summary>Nothing more to do until something changes.</summary>
    public static PassResult Finished { get; } = new Done();

    /// <summary>All is well; look again after a time.</summary>
    public static PassResult After(TimeSpan delay) => new Again(delay);

    /// <summary>It did not work; try again after this time, or after a rest that grows when there is none.</summary>
    public static PassResult Error(string message, Exception? cause = null, TimeSpan? retryAfter = null) => new Failed(message, cause, retryAfter);

    public sealed record Done : PassResult;

    public sealed record Again(TimeSpan Delay) : PassResult;

    public sealed record Failed(string Message, Exception? Cause, TimeSpan? RetryAfter) : PassResult;
}
