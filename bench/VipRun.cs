using System.Collections.Concurrent;
using System.Globalization;
using RedisOperator.TestSupport;
using RedisOperator.TestSupport.PlainHosts;

namespace RedisOperator.Bench;

/// <summary>The master is killed once, and everything is put right afterwards.</summary>
internal static class VipRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // The server's own clock at the write, so that the way to this process does not count. Sentinel hangs up on everybody when it promotes: begun anew then.
    private const string WriteUntilTold = """
        trap 'kill $!; exit' TERM
        while :; do redis-cli -p "$1" -r -1 -i 0.002 EVAL "$2" 0 & wait $!; done
        """;

    private const string WriteAndTell = "local t = redis.call('TIME') if redis.pcall('SET', 'bench', t[1]).ok then return t[1] * 1000000 + t[2] end return 0";

    public static async Task<VipSample> OnceAsync(PlainGroup group, NeighbourLog neighbours, CancellationToken cancellationToken)
    {
        var old = await group.WholeAsync(Patience);
        await group.HolderAsync(Patience);
        // The client has spoken with the old master, and is silent from then on: it has to be told.
        await group.GreetAsync();
        var writable = new ConcurrentQueue<(RedisHost Host, DateTime At)>();
        var probes = group.Hosts.Where(host => host != old).Select(host => Probe(host, writable)).ToArray();
        await Task.Delay(TimeSpan.FromMilliseconds(300), cancellationToken);
        var killed = TimeProvider.System.GetLocalNow().DateTime;
        await old.KillRedisAsync();
        var first = await Eventually.GetAsync(
            "a new master takes writes", Patience, _ => Task.FromResult(writable.TryPeek(out var seen) ? seen : default), seen => seen.Host is not null,
            _ => $"{string.Join('\n', probes.Select(probe => probe.Tail))}\n{group.AgentLogs()}", cancellationToken);
        var mac = await first.Host.Host.HardwareAddressAsync();
        var followed = await Eventually.GetAsync(
            "the neighbour entry points to it", Patience, _ => Task.FromResult(neighbours.PointedTo(mac, killed)), at => at is not null, _ => group.AgentLogs(), cancellationToken);
        foreach (var probe in probes)
        {
            await probe.DisposeAsync();
        }

        await old.StartRedisAsync(first.Host.Address);
        return new VipSample((followed!.Value - first.At).TotalMilliseconds, (followed.Value - killed).TotalMilliseconds);
    }

    private static RunningProcess Probe(RedisHost host, ConcurrentQueue<(RedisHost Host, DateTime At)> writable)
    {
        var cli = new CommandLine("sh", "-c", WriteUntilTold, "probe", $"{RedisHost.Port}", WriteAndTell)
        {
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["REDISCLI_AUTH"] = RedisServerProcess.Password },
        };
        return RunningProcess.Start(host.Host.Wrap(cli), line =>
        {
            if (long.TryParse(line, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0)
            {
                writable.Enqueue((host, DateTime.UnixEpoch.AddMicroseconds(microseconds).ToLocalTime()));
            }
        });
    }
}
