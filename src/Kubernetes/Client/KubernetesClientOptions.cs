using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace k8s;

/// <summary>How the client behaves; the defaults suit an operator in its cluster.</summary>
public sealed record KubernetesClientOptions
{
    /// <summary>Serializers of every kind that is used. Default: the built-in kinds.</summary>
    public JsonSerializerOptions? Json { get; init; }

    /// <summary>TCP and TLS handshake. More than zero.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>One try, from request to the end of the answer; of a watch, to its headers. More than zero.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>All tries and the rests between them. At least RequestTimeout.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Tries after the first, for what may safely be tried again. 0 to 10.</summary>
    public int MaxRetries { get; init; } = 4;

    /// <summary>Rest before the first retry; doubles, with jitter.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Token and CA files are looked at again after this time.</summary>
    public TimeSpan RereadFilesAfter { get; init; } = TimeSpan.FromSeconds(10);

    public string UserAgent { get; init; } = "redis-operator";

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Jitter of the rests; used under a lock.</summary>
    public Random Jitter { get; init; } = new();

    public ILoggerFactory Logging { get; init; } = NullLoggerFactory.Instance;

    internal void Validate()
    {
        if (ConnectTimeout <= TimeSpan.Zero || RequestTimeout <= TimeSpan.Zero || TotalTimeout < RequestTimeout || MaxRetries is < 0 or > 10 || RetryDelay < TimeSpan.Zero)
        {
            throw new InvalidOperationException($"KubernetesClientOptions out of range: connect {ConnectTimeout}, request {RequestTimeout}, total {TotalTimeout}, retries {MaxRetries}, delay {RetryDelay}");
        }
    }
}
