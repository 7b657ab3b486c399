using RedisOperator.TestSupport;
using RedisOperator.TestSupport.PlainHosts;

namespace RedisOperator.Bench;

/// <summary>Three hosts with redis and sentinel, no Kubernetes: how long a client on a fourth still sends to the old host once the new master takes writes; with agents, and with a script of the old kind.</summary>
internal static class VipBench
{
    public static async Task<BenchReport> RunAsync(int runs, CancellationToken cancellationToken)
    {
        await OperatorImage.PublishedAsync(cancellationToken);
        var agents = await VariantAsync("agent", runs, script: null, cancellationToken);
        var script = await VariantAsync("script", runs, OldScript, cancellationToken);
        return new BenchReport(
            "vip",
            "milliseconds from the moment from which the new master takes writes (its own log) to the change of the client's neighbour entry; and the same from the SIGKILL of the old one, most of which is Sentinel's down-after of 2 s",
            "ms",
            TimeProvider.System.GetUtcNow(),
            new Dictionary<string, Percentiles>(StringComparer.Ordinal)
            {
                ["neighbour"] = Percentiles.Of(agents.Select(sample => sample.FromWritable)),
                ["neighbourWithOldScript"] = Percentiles.Of(script.Select(sample => sample.FromWritable)),
                ["fromKill"] = Percentiles.Of(agents.Select(sample => sample.FromKill)),
                ["fromKillWithOldScript"] = Percentiles.Of(script.Select(sample => sample.FromKill)),
            },
            new Dictionary<string, int>(StringComparer.Ordinal) { ["runs"] = runs });
    }

    private static string Published => Path.Combine(RepositoryPaths.Artifacts, "operator", "redis-operator");

    private static async Task<List<VipSample>> VariantAsync(string name, int runs, Func<PlainNetwork, string, string>? script, CancellationToken cancellationToken)
    {
        await using var group = await PlainGroup.CreateAsync(new VipUnderTest("172.16.1.50/24") { Program = Published }, script);
        if (script is null)
        {
            group.StartAgents();
        }
        else
        {
            // The old way has nobody who does this.
            await group.Hosts[0].Host.RunAsync("ip", "addr", "add", group.Vip.Vip, "dev", PlainNetwork.Interface);
        }

        await group.HolderAsync(TimeSpan.FromSeconds(20));
        var neighbours = NeighbourLog.Start(group.Client, group.Vip.Address);
        var samples = new List<VipSample>();
        for (var number = 1; number <= runs; number++)
        {
            var sample = await VipRun.OnceAsync(group, neighbours, cancellationToken);
            samples.Add(sample);
            Console.WriteLine($"{number,3}/{runs} {name}: the neighbour follows {sample.FromWritable:0.0} ms after the new master takes writes, {sample.FromKill:0} ms after the kill");
        }

        return samples;
    }

    private static string OldScript(PlainNetwork network, string address)
    {
        var file = network.Files.File($"reconfig-{address}.sh");
        File.WriteAllText(file, File.ReadAllText(Path.Combine(RepositoryPaths.Root, "bench", "plain-hosts", "old-reconfig.sh")).Replace("@SELF@", address, StringComparison.Ordinal));
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file;
    }
}

/// <summary>One kill; in milliseconds.</summary>
internal sealed record VipSample(double FromWritable, double FromKill);
