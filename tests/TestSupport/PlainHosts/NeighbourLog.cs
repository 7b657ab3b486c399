using System.Globalization;
using System.Text.RegularExpressions;

namespace RedisOperator.TestSupport.PlainHosts;

/// <summary>What a host's neighbour table said of one address, and when: <c>ip monitor neigh</c>.</summary>
public sealed partial class NeighbourLog
{
    private readonly Lock _gate = new();
    private readonly List<(DateTime At, string HardwareAddress)> _changes = [];
    private readonly string _address;

    private NeighbourLog(string address) => _address = address;

    public static NeighbourLog Start(PlainHost host, string address)
    {
        var log = new NeighbourLog(address);
        host.Start(new CommandLine("ip", "-ts", "monitor", "neigh", "dev", PlainNetwork.Interface), log.Read);
        return log;
    }

    /// <summary>When the entry first pointed there after this moment; null while it has not.</summary>
    public DateTime? PointedTo(string hardwareAddress, DateTime after)
    {
        lock (_gate)
        {
            foreach (var change in _changes)
            {
                if (change.At >= after && change.HardwareAddress == hardwareAddress)
                {
                    return change.At;
                }
            }

            return null;
        }
    }

    private void Read(string line)
    {
        if (Entry().Match(line) is { Success: true } entry && entry.Groups["address"].Value == _address)
        {
            lock (_gate)
            {
                _changes.Add((DateTime.Parse(entry.Groups["at"].Value, CultureInfo.InvariantCulture), entry.Groups["mac"].Value));
            }
        }
    }

    [GeneratedRegex(@"^\[(?<at>[^\]]+)\] (?<address>\S+) .*lladdr (?<mac>\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Entry();
}
