using System.Diagnostics;
using System.Net;
using StackExchange.Redis;

namespace RedisOperator.Writer;

/// <summary>
/// One connection of StackExchange.Redis to exactly one address, used once: when it breaks it is thrown away, because
/// the library's own reconnect waits for its heartbeat of a second.
/// </summary>
internal sealed class VipConnection : IDisposable
{
    // What the library would use to look around (topology, configuration broadcasts) is off: whoever answers at the address
    // is whom an application behind a VIP talks to, and nobody else.
    private static readonly CommandMap OnlyTheAddress = CommandMap.Create(
        new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "INFO", "CONFIG", "CLUSTER", "SUBSCRIBE", "SENTINEL" }, available: false);

    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromMilliseconds(250);

    private readonly ConnectionMultiplexer _multiplexer;
    private int _disposed;

    private VipConnection(ConnectionMultiplexer multiplexer, long startedAt)
    {
        _multiplexer = multiplexer;
        StartedAt = startedAt;
        Database = multiplexer.GetDatabase();
        multiplexer.ConnectionFailed += (_, e) => Failed?.Invoke(e.FailureType.ToString());
    }

    /// <summary>Called once or more when the socket is gone, with the library's word for how.</summary>
    public Action<string>? Failed { get; set; }

    public IDatabase Database { get; }

    /// <summary>The <see cref="Stopwatch"/> timestamp at which this connection was begun.</summary>
    public long StartedAt { get; }

    /// <exception cref="RedisConnectionException">Nobody accepted, or not in time.</exception>
    public static async Task<VipConnection> OpenAsync(EndPoint address, string? password, TimeSpan timeout)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var options = new ConfigurationOptions
        {
            AbortOnConnectFail = true,
            ConnectRetry = 1,
            ConnectTimeout = (int)timeout.TotalMilliseconds,
            Password = password,
            CommandMap = OnlyTheAddress,
            ConfigurationChannel = "",
            TieBreaker = "",
            ClientName = "vip-writer",
            DefaultVersion = new Version(6, 2),
        };
        options.EndPoints.Add(address);
        return new VipConnection(await ConnectionMultiplexer.ConnectAsync(options), startedAt);
    }

    /// <summary>Gets such connections one after the other.</summary>
    public static Reconnecting<VipConnection> Reconnecting(EndPoint address, string? password, TimeProvider time) => new(() => TryOpenAsync(address, password), time);

    /// <summary>Returns at once. The library takes half a second to close a live connection, so that goes on behind.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _ = Task.Run(() => _multiplexer.Close(allowCommandsToComplete: false));
        }
    }

    private static async Task<VipConnection?> TryOpenAsync(EndPoint address, string? password)
    {
        try
        {
            return await OpenAsync(address, password, AttemptTimeout);
        }
        catch (RedisConnectionException)
        {
            return null;
        }
    }
}
