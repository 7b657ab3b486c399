using System.Globalization;
using System.Text.RegularExpressions;

namespace RedisOperator.TestSupport.PlainHosts;

/// <summary>When a host had the address, as its kernel tells it: <c>ip monitor</c>, with the time at which it was told.</summary>
public sealed partial class AddressLog
{
    private readonly Lock _gate = new();
    private readonly List<(DateTime At, bool Has)> _changes = [];
    private readonly string _vip;

    private AddressLog(PlainHost host, string vip)
    {
        Host = host;
        _vip = vip;
    }

    public PlainHost Host { get; }

    /// <summary>In order; a renewal is no change.</summary>
    public IReadOnlyList<(DateTime At, bool Has)> Changes
    {
        get
        {
            lock (_gate)
            {
                return [.. _changes];
            }
        }
    }

    public static AddressLog Start(PlainHost host, string vip)
    {
        var log = new AddressLog(host, vip);
        host.Start(new CommandLine("ip", "-ts", "monitor", "address", "dev", PlainNetwork.Interface), log.Read);
        return log;
    }

    /// <summary>Spans in which it had the address; one that lasts ends at <paramref name="now"/>.</summary>
    public IReadOnlyList<(DateTime From, DateTime To)> Spans(DateTime now)
    {
        var spans = new List<(DateTime From, DateTime To)>();
        DateTime? since = null;
        foreach (var (at, has) in Changes)
        {
            if (has)
            {
                since ??= at;
            }
            else if (since is { } from)
            {
                spans.Add((from, at));
                since = null;
            }
        }

        if (since is { } last)
        {
            spans.Add((last, now));
        }

        return spans;
    }

    private void Read(string line)
    {
        if (!line.Contains($" {_vip} ", StringComparison.Ordinal) || Stamp().Match(line) is not { Success: true } stamp)
        {
            return;
        }

        var at = DateTime.Parse(stamp.Groups["at"].Value, CultureInfo.InvariantCulture);
        var has = !line.Contains("] Deleted ", StringComparison.Ordinal);
        lock (_gate)
        {
            if (_changes.Count == 0 ? has : _changes[^1].Has != has)
            {
                _changes.Add((at, has));
            }
        }
    }

    [GeneratedRegex(@"^\[(?<at>[^\]]+)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Stamp();
}
