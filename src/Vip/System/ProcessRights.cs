using System.Globalization;

namespace RedisOperator.Vip;

/// <summary>What this process, and the programs it starts, may do; from /proc/self/status.</summary>
public sealed record ProcessRights(long User, ulong Effective, ulong Ambient)
{
    private const int NetAdmin = 12;
    private const int NetRaw = 13;

    /// <summary>For everybody but root only ambient capabilities pass on to the programs that are started.</summary>
    public IReadOnlyList<string> Missing => [.. new[] { (NetAdmin, "CAP_NET_ADMIN"), (NetRaw, "CAP_NET_RAW") }
        .Where(capability => !Has(Effective, capability.Item1) || (User != 0 && !Has(Ambient, capability.Item1)))
        .Select(capability => capability.Item2)];

    public bool MayProbe => Has(Effective, NetRaw);

    public static ProcessRights Current() => Parse(File.ReadLines("/proc/self/status"));

    internal static ProcessRights Parse(IEnumerable<string> lines)
    {
        var fields = lines.Select(line => line.Split('\t', StringSplitOptions.RemoveEmptyEntries)).Where(parts => parts.Length > 1).ToDictionary(parts => parts[0], parts => parts[1..]);
        // Real, effective, saved and file system user: what counts is the effective one.
        return new ProcessRights(long.Parse(fields["Uid:"][1], CultureInfo.InvariantCulture), Mask(fields["CapEff:"][0]), Mask(fields["CapAmb:"][0]));
    }

    private static bool Has(ulong mask, int capability) => (mask & (1UL << capability)) != 0;

    private static ulong Mask(string hex) => ulong.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
