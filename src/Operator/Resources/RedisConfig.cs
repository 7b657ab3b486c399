using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>A pod's redis.conf.</summary>
internal static class RedisConfig
{
    private const string Save = "save";

    /// <summary>
    /// Only directives that Redis 6.2 knows: an unknown one keeps redis from starting. A full copy to a new replica waits for repl-diskless-sync-delay for others
    /// to join it; 0 saves up to 5 s after each failover. The backlog lets a pod that was away for a moment follow on without a full copy; Redis' own 1 MB is
    /// written over in no time.
    /// </summary>
    public static string Build(RedisReplicationGroup group, string announceAddress)
    {
        var text = Lines(group, announceAddress)
            .Comment("A master that is cut off from its replicas stops taking writes; the operator lets one off whose replicas are known to be gone.")
            .Line("min-replicas-to-write", group.Spec.MinReplicasToWrite())
            .Line("min-replicas-max-lag", (int)group.Spec.MaxLag().TotalSeconds);
        if (group.Spec.StartsHeld())
        {
            text.Comment("Held: loads its data and waits to be told whose replica it is. A master that restarts empty would empty every replica.")
                .Line("replicaof", "127.0.0.1 1");
        }

        return text.ToString();
    }

    /// <summary>What does not depend on the number of pods.</summary>
    public static string Common(RedisReplicationGroup group, string announceAddress) => Lines(group, announceAddress).ToString();

    private static ConfigText Lines(RedisReplicationGroup group, string announceAddress)
    {
        var spec = group.Spec;
        var text = new ConfigText()
            .Line("repl-diskless-sync-delay", 0)
            .Line("repl-backlog-size", "64mb");
        Persistence(text, spec);
        text.Users(spec.Config, (name, value) => ConfigDirectives.IsAllowedInRedis(name, value) && (name != Save || spec.TakesSnapshots()))
            .Comment("What the operator relies on comes last, so that it holds.")
            .Line("include", $"{ContainerPaths.Auth}/{SecretBuilder.RedisKey}")
            .Comment("For the container's preStop hook, which only waits: may block on one key that nobody writes, and nothing else.")
            .Line("user", $"{LeaveHook.User} on nopass ~{LeaveHook.Key} -@all +blpop")
            .Line("bind", "* -::*")
            .Line("protected-mode", "no")
            .Line("port", spec.Port)
            .Line("dir", ContainerPaths.Data)
            .Line("appendonly", spec.AppendsToFile() ? "yes" : "no")
            .Line("replica-announce-ip", announceAddress)
            .Line("replica-announce-port", spec.Port);
        return text;
    }

    private static void Persistence(ConfigText text, RedisReplicationGroupSpec spec)
    {
        // A user's schedule takes the place of this one; two would add up. One pair a line: 6.2 does not take several on one.
        string[] points = !spec.TakesSnapshots() ? ["\"\""] : spec.Config?.ContainsKey(Save) == true ? [] : ["3600 1", "300 100", "60 10000"];
        foreach (var point in points)
        {
            text.Line(Save, point);
        }
    }
}
