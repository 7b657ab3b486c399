namespace RedisOperator.Redis.Tests.Processes;

/// <summary>One master, two replicas and three sentinels that know each other, with passwords everywhere. Slow to make: share it.</summary>
public sealed class SentinelGroup : IAsyncLifetime
{
    public const string Name = "tests.group";
    public const string ServerPassword = "server-secret";
    public const string SentinelPassword = "sentinel-secret";
    private readonly List<RedisProcess> _servers = [];
    private readonly List<RedisProcess> _sentinels = [];

    public IReadOnlyList<RedisProcess> Servers => _servers;

    public IReadOnlyList<RedisProcess> Sentinels => _sentinels;

    public async ValueTask InitializeAsync()
    {
        string[] auth = [$"requirepass {ServerPassword}", $"masterauth {ServerPassword}"];
        _servers.Add(await RedisProcess.StartServerAsync(auth));
        string[] replica = [.. auth, $"replicaof 127.0.0.1 {_servers[0].Port}"];
        _servers.Add(await RedisProcess.StartServerAsync(replica));
        _servers.Add(await RedisProcess.StartServerAsync(replica));
        for (var i = 0; i < 3; i++)
        {
            _sentinels.Add(await RedisProcess.StartSentinelAsync($"requirepass {SentinelPassword}", $"sentinel sentinel-pass {SentinelPassword}"));
            await MonitorAsync(_sentinels[i]);
        }

        await Patience.UntilAsync("every sentinel knows the whole group", IsWholeAsync);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _sentinels.Concat(_servers))
        {
            await process.DisposeAsync();
        }
    }

    public Task<RedisConnection> SentinelAsync(int index) =>
        RedisConnection.ConnectAsync(_sentinels[index].Options(SentinelPassword), TestContext.Current.CancellationToken);

    public RedisProcess ServerAt(HostPort address) => _servers.Single(server => server.Port == address.Port);

    /// <summary>All sentinels agree on a master that is up, see two live replicas and each other, and lead no failover.</summary>
    public async Task<bool> IsWholeAsync()
    {
        var views = new List<HostPort?>();
        for (var i = 0; i < _sentinels.Count; i++)
        {
            await using var sentinel = await SentinelAsync(i);
            var master = await sentinel.SentinelMasterAsync(Name, CancellationToken.None);
            var replicas = await sentinel.SentinelReplicasAsync(Name, CancellationToken.None);
            var healthy = master is { Flags.Count: 1, NumOtherSentinels: 2, NumSlaves: 2 }
                && replicas!.All(replica => replica.Flags.SetEquals(["slave"]) && replica.MasterLinkUp == true && replica.Master == master.Address);
            if (!healthy)
            {
                return false;
            }

            views.Add(master!.Address);
        }

        return views.Distinct().Count() == 1;
    }

    private async Task MonitorAsync(RedisProcess process)
    {
        var ct = CancellationToken.None;
        await using var sentinel = await RedisConnection.ConnectAsync(process.Options(SentinelPassword), ct);
        await sentinel.SentinelMonitorAsync(Name, "127.0.0.1", _servers[0].Port, 2, ct);
        await sentinel.SentinelSetAsync(Name, "auth-pass", ServerPassword, ct);
        await sentinel.SentinelSetAsync(Name, "down-after-milliseconds", "5000", ct);
        await sentinel.SentinelSetAsync(Name, "failover-timeout", "10000", ct);
        await sentinel.SentinelDebugAsync(new Dictionary<string, long> { ["info-period"] = 1000, ["publish-period"] = 500 }, ct);
    }
}
