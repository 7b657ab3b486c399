using k8s.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace k8s.Informers;

/// <summary>How an informer behaves; the defaults suit a real API server.</summary>
public sealed record InformerOptions<T>
    where T : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>The server ends a watch after this time, minus up to a tenth of jitter; the next goes on from there. More than a second.</summary>
    public TimeSpan WatchTimeout { get; init; } = TimeSpan.FromSeconds(290);

    /// <summary>A watch that brings nothing for this long, not even a bookmark (the server sends one about every minute), is dead. More than zero.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Rest after the first failure; doubles, minus up to half of jitter.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromMilliseconds(50);

    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Objects of one page of a list.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>Takes out of an object what nobody reads, before it is kept. Must not touch what an index or a reader needs.</summary>
    public Action<T>? Transform { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Random Jitter { get; init; } = new();

    public ILoggerFactory Logging { get; init; } = NullLoggerFactory.Instance;

    internal void Validate()
    {
        if (WatchTimeout <= TimeSpan.FromSeconds(1) || IdleTimeout <= TimeSpan.Zero || MinBackoff <= TimeSpan.Zero || MaxBackoff < MinBackoff || PageSize < 1)
        {
            throw new InvalidOperationException($"InformerOptions out of range: watch {WatchTimeout}, idle {IdleTimeout}, back-off {MinBackoff} to {MaxBackoff}, page {PageSize}");
        }
    }
}
