using System.Security.Cryptography;
using System.Text;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>A pod's sentinel.conf. It names no master: who is master is not a file's to say, the operator sends MONITOR with what the majority answers.</summary>
public static class SentinelConfig
{
    /// <summary>The directive with the address that a sentinel announces, which is that of the pod's redis as well.</summary>
    internal const string AnnounceAddress = "sentinel announce-ip";

    /// <summary>
    /// Sentinel's identity, derived from the group and the ordinal: a sentinel that comes back is the same sentinel. With a new identity each time, three
    /// restarts lose the quorum to the dead ones. 40 hexadecimal digits, as Sentinel wants them.
    /// </summary>
    public static string MyId(string groupUid, int ordinal) => Id($"{groupUid}/{ordinal}");

    /// <summary>The same for the sentinel-only pod of a pair.</summary>
    public static string ArbiterId(string groupUid) => Id($"{groupUid}/sentinel");

    internal static string Build(RedisReplicationGroup group, string id, string announceAddress)
    {
        var port = group.Spec.Sentinel.Port;
        return new ConfigText()
            .Users(group.Spec.Sentinel.Config, ConfigDirectives.IsAllowedInSentinel)
            .Comment("What the operator relies on comes last, so that it holds.")
            .Line("include", $"{ContainerPaths.Auth}/{SecretBuilder.SentinelKey}")
            .Line("bind", "* -::*")
            .Line("protected-mode", "no")
            .Line("port", port)
            .Line("dir", ContainerPaths.Sentinel)
            .Line("sentinel", "resolve-hostnames no")
            .Line("sentinel", "announce-hostnames no")
            .Line(AnnounceAddress, announceAddress)
            .Line("sentinel", $"announce-port {port}")
            .Line("sentinel", $"myid {id}")
            .ToString();
    }

    private static string Id(string of) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(of)).AsSpan(0, 20));
}
