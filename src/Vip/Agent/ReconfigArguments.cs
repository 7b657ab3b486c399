using RedisOperator.Redis;

namespace RedisOperator.Vip;

/// <summary>The seven arguments with which Sentinel runs a client-reconfig-script.</summary>
/// <param name="Role">leader or observer: what the calling sentinel is in this failover</param>
/// <param name="State">always start</param>
public sealed record ReconfigArguments(string MasterName, string Role, string State, HostPort From, HostPort To)
{
    public const string Usage = "<master-name> <role> <state> <from-ip> <from-port> <to-ip> <to-port>";

    /// <exception cref="VipRefusedException">They are not what Sentinel gives.</exception>
    public static ReconfigArguments Parse(IReadOnlyList<string> given) => given switch
    {
        [var name, ("leader" or "observer") and var role, var state, var fromIp, var fromPort, var toIp, var toPort]
            when HostPort.From(fromIp, fromPort) is { } from && HostPort.From(toIp, toPort) is { } to => new ReconfigArguments(name, role, state, from, to),
        { Count: 7 } => throw new VipRefusedException($"these are not the arguments that Sentinel gives, which are {Usage}: {string.Join(' ', given)}"),
        _ => throw new VipRefusedException($"seven arguments are needed, as Sentinel gives them to a client-reconfig-script: {Usage}; there are {given.Count}"),
    };
}
