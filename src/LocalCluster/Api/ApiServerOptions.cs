using System.Net;
using Microsoft.Extensions.Logging;

namespace RedisOperator.LocalCluster.Api;

/// <summary>Where to listen: an endpoint of this network namespace, or a listening socket that was opened elsewhere and inherited.</summary>
public sealed record ApiListener
{
    public IPEndPoint? EndPoint { get; init; }

    public ulong? SocketHandle { get; init; }
}

public sealed record ApiServerOptions
{
    public required IReadOnlyList<ApiListener> Listeners { get; init; }

    /// <summary>The bearer token of system:masters. Never printed.</summary>
    public required string AdminToken { get; init; }

    /// <summary>The certificates to serve with; made anew when null.</summary>
    public ClusterCertificates? Certificates { get; init; }

    /// <summary>Null: logs and faults answer 501.</summary>
    public IPodStreams? Pods { get; init; }

    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>How often a watch that asked for bookmarks gets one.</summary>
    public TimeSpan BookmarkInterval { get; init; } = TimeSpan.FromSeconds(20);

    public override string ToString() => $"ApiServerOptions {{ Listeners = {Listeners.Count} }}";
}
