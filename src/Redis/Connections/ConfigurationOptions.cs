using System.Net;

namespace RedisOperator.Redis;

/// <summary>Where and how to connect. Equal options share a connection in a <see cref="RedisConnectionPool"/>.</summary>
public sealed record ConfigurationOptions
{
    /// <summary>An <see cref="IPEndPoint"/>, or a <see cref="DnsEndPoint"/> which is resolved at each connect.</summary>
    public required EndPoint EndPoint { get; init; }

    /// <summary>The ACL user; null means the default user.</summary>
    public string? User { get; init; }

    /// <summary>Null or empty: connect without AUTH.</summary>
    public string? Password { get; init; }

    /// <summary>For the TCP connection alone; the handshake after it has <see cref="CommandTimeout"/>.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>From handing a command over until its answer, for each command.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// When a command has timed out and nothing at all was received for this long, the connection is given up (as <see cref="RedisFailureKind.Timeout"/>).
    /// Until then a frozen process that thaws goes on with the same connection.
    /// </summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>3 asks for RESP3 and takes RESP2 from a server older than 6; 2 never asks.</summary>
    public int Protocol { get; init; } = 3;

    /// <summary>Shown by CLIENT LIST; no spaces.</summary>
    public string? ClientName { get; init; }

    internal bool HasPassword => !string.IsNullOrEmpty(Password);

    /// <summary>user@host:port; never the password.</summary>
    public override string ToString() => $"{User ?? "default"}@{EndPointText.Of(EndPoint)}";
}
