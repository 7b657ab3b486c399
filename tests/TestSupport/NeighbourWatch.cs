using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace RedisOperator.TestSupport;

/// <summary>The neighbour table of a host learnt, or was told, who has an address.</summary>
public sealed record NeighbourChange(DateTimeOffset At, string Address, string Hardware);

/// <summary>
/// The neighbour table of the machine beside a local cluster's nodes, as the kernel itself tells of it (<c>ip -ts monitor neigh</c>): which node it sends packets for an address
/// to, and since when.
/// </summary>
public sealed partial class NeighbourWatch : IAsyncDisposable
{
    private readonly LocalClusterProcess _cluster;
    private readonly RunningProcess _process;
    private readonly ConcurrentQueue<NeighbourChange> _changes = new();

    private NeighbourWatch(LocalClusterProcess cluster)
    {
        _cluster = cluster;
        _process = RunningProcess.Start(cluster.Enter(new CommandLine("ip", "-ts", "monitor", "neigh")), Read);
    }

    public static NeighbourWatch Start(LocalClusterProcess cluster) => new(cluster);

    /// <summary>The hardware address that the table has for an address now; null when it has none.</summary>
    public static async Task<string?> HardwareOfAsync(LocalClusterProcess cluster, string address, CancellationToken cancellationToken)
    {
        var entry = await cluster.Enter(new CommandLine("ip", "neigh", "show", "to", address)).OutputAsync(TimeSpan.FromSeconds(20), cancellationToken);
        return Hardware().Match(entry) is { Success: true } match ? match.Groups["hardware"].Value : null;
    }

    /// <summary>Waits until the table names this hardware for the address, and answers when it first did after a moment; null when it did before.</summary>
    public async Task<DateTimeOffset?> FollowedAsync(string address, string hardware, DateTimeOffset since, TimeSpan within, CancellationToken cancellationToken)
    {
        await Eventually.GetAsync(
            $"the neighbour entry of {address} is {hardware}", within, ct => HardwareOfAsync(_cluster, address, ct), found => found == hardware, found => found ?? "no entry", cancellationToken);
        return _changes.FirstOrDefault(change => change.Address == address && change.Hardware == hardware && change.At >= since)?.At;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private void Read(string line)
    {
        if (Line().Match(line) is { Success: true } match)
        {
            _changes.Enqueue(new NeighbourChange(DateTimeOffset.Parse(match.Groups["at"].Value), match.Groups["address"].Value, match.Groups["hardware"].Value));
        }
    }

    [GeneratedRegex(@"^\[(?<at>[^\]]+)\] (?<address>[0-9.]+) dev \S+ lladdr (?<hardware>[0-9a-f:]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();

    [GeneratedRegex(@"\blladdr (?<hardware>[0-9a-f:]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hardware();
}
