using RedisOperator.LocalCluster.Nodes.Native;

namespace RedisOperator.LocalCluster.Network;

/// <summary>iproute2, many lines per process: starting it costs more than what it does.</summary>
internal static class Ip
{
    public static Task BatchAsync(string? netns, IEnumerable<string> lines, CancellationToken ct) =>
        HostProgram.RunAsync(netns, "ip", ["-batch", "-"], string.Join('\n', lines) + "\n", ct);
}
