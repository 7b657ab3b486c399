using k8s.Models;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>The volumes of a pod.</summary>
internal static class Volumes
{
    public const string Data = "data";
    public const string Config = "config";
    public const string Auth = "auth";
    public const string SentinelState = "sentinel";
    public const string VipState = "vip";

    // Octal 0440: readable by the pod's group, which fsGroup makes the owner, and by nobody else.
    private const int GroupMayRead = 288;

    public static IList<V1Volume> Of(RedisReplicationGroup group)
    {
        var names = GroupNames.For(group);
        List<V1Volume> volumes =
        [
            new() { Name = Config, ConfigMap = new V1ConfigMapVolumeSource { Name = names.Config } },
            new() { Name = Auth, Secret = new V1SecretVolumeSource { SecretName = names.Auth, DefaultMode = GroupMayRead } },
            new() { Name = SentinelState, EmptyDir = new V1EmptyDirVolumeSource() },
        ];
        if (!group.Spec.KeepsDataOnDisk())
        {
            volumes.Add(new() { Name = Data, EmptyDir = new V1EmptyDirVolumeSource() });
        }

        return volumes;
    }
}
