namespace k8s.Queue;

/// <summary>How long a key rests after failures: the n-th rest is MinBackoff · 2^(n-1), at most MaxBackoff, minus up to a fifth of jitter.</summary>
public sealed record WorkQueueOptions
{
    /// <summary>Rest after the first failure. More than zero.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest rest; a key is never given up. At least MinBackoff.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(30);

    internal void Validate()
    {
        if (MinBackoff <= TimeSpan.Zero || MaxBackoff < MinBackoff)
        {
            throw new InvalidOperationException($"WorkQueueOptions: 0 < MinBackoff ({MinBackoff}) <= MaxBackoff ({MaxBackoff}) must hold");
        }
    }
}
