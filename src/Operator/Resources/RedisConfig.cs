using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>A pod's redis.conf.</summary>
internal static class RedisConfig
{
    /// <summary>Only directives that Redis 6.2 knows: an unknown one keeps redis from starting.</summary>
    public static string Build(RedisReplicationGroup group, string announceAddress, LiveFile live)
    {
        var spec = group.Spec;
        var text = new ConfigText();
        foreach (var (name, value) in live.Directives)
        {
            foreach (var line in DirectiveValue.ForFile(name, value))
            {
                text.Line(name, line);
            }
        }

        text.Line(RedisDirectives.AppendOnly, live.AppendOnly ? "yes" : "no")
            .Comment(LiveFile.End)
            .Users(group.Spec.Config, (name, _) => RedisDirectives.Static(group).ContainsKey(name))
            .Comment("What the operator relies on comes last, so that it holds.")
            .Line("include", $"{ContainerPaths.Auth}/{SecretBuilder.RedisKey}")
            .Comment("For the container's preStop hook, which only waits: may block on one key that nobody writes, and nothing else.")
            .Line("user", $"{LeaveHook.User} on nopass ~{LeaveHook.Key} -@all +blpop")
            .Line("bind", "* -::*")
            .Line("protected-mode", "no")
            .Line("port", spec.Port)
            .Line("dir", ContainerPaths.Data)
            .Line("replica-announce-ip", announceAddress)
            .Line("replica-announce-port", spec.Port)
            .Comment("A master that is cut off from its replicas stops taking writes; the operator lets one off whose replicas are known to be gone.")
            .Line("min-replicas-to-write", spec.MinReplicasToWrite())
            .Line("min-replicas-max-lag", (int)spec.MaxLag().TotalSeconds);
        if (spec.StartsHeld())
        {
            text.Comment("Held: loads its data and waits to be told whose replica it is. A master that restarts empty would empty every replica.")
                .Line("replicaof", "127.0.0.1 1");
        }

        return text.ToString();
    }
}
