using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Vip;

namespace RedisOperator.Operator.Resources;

/// <summary>
/// The container that keeps the VIP on the master's node: this program's own <c>vip agent</c>. It decides by itself, from its own redis and the sentinels, so that the address is right
/// while the operator and the API server are away.
/// </summary>
internal static class VipContainer
{
    public const string Name = "vip";

    /// <summary>Where nobody has said which image the operator itself runs from.</summary>
    public const string DefaultImage = "redis-operator:dev";

    /// <summary>What cannot work, such as a missing interface, is looked at again this often; a container that ended instead would take its pod out of service.</summary>
    private const string RetryEvery = "5s";

    /// <summary>Root, because nothing less may move an address; and nothing of root's but that.</summary>
    private static V1SecurityContext Rights() => new()
    {
        RunAsNonRoot = false,
        RunAsUser = 0,
        AllowPrivilegeEscalation = false,
        ReadOnlyRootFilesystem = true,
        Capabilities = new V1Capabilities { Drop = ["ALL"], Add = ["NET_ADMIN", "NET_RAW"] },
    };

    public static V1Container Build(RedisReplicationGroup group, VipHostNetworkSpec vip, string image) => new()
    {
        Name = Name,
        Image = vip.Image ?? image,
        ImagePullPolicy = group.Spec.ImagePullPolicy,
        Args = ["vip", "agent"],
        Env = [.. Environment(group, vip)],
        Ports = [new V1ContainerPort { Name = GroupPorts.VipStatus, ContainerPort = vip.StatusPort, Protocol = "TCP" }],
        Resources = vip.Resources,
        // It does not end by itself; one that checks no longer is started again, and the address has run out by then.
        LivenessProbe = new V1Probe { HttpGet = new V1HTTPGetAction { Path = "/healthz", Port = vip.StatusPort }, InitialDelaySeconds = 10, PeriodSeconds = 5, TimeoutSeconds = 3, FailureThreshold = 3 },
        VolumeMounts = [Containers.ReadOnly(Volumes.Auth, ContainerPaths.Auth), new V1VolumeMount { Name = Volumes.VipState, MountPath = ContainerPaths.VipState }],
        TerminationMessagePolicy = "FallbackToLogsOnError",
        SecurityContext = Rights(),
    };

    private static IEnumerable<V1EnvVar> Environment(RedisReplicationGroup group, VipHostNetworkSpec vip)
    {
        yield return Setting(SettingNames.Vip, vip.Address);
        yield return Setting(SettingNames.Interface, vip.Interface);
        yield return Setting(SettingNames.MasterName, GroupNames.For(group).MasterName);
        yield return Setting(SettingNames.Redis, $"127.0.0.1:{group.Spec.Port}");
        yield return Setting(SettingNames.Sentinel, $"127.0.0.1:{group.Spec.Sentinel.Port}");
        yield return Setting(SettingNames.RedisPasswordFile, $"{ContainerPaths.Auth}/{SecretBuilder.CurrentKey}");
        yield return Setting(SettingNames.SentinelPasswordFile, $"{ContainerPaths.Auth}/{SecretBuilder.CurrentKey}");
        yield return Setting(SettingNames.ArpCount, $"{vip.ArpCount}");
        if (vip.HoldFor is { } time)
        {
            yield return Setting(SettingNames.HoldFor, $"{(long)Duration.Parse(time).TotalMilliseconds}ms");
        }

        yield return Setting(SettingNames.StatusPort, $"{vip.StatusPort}");
        yield return Setting(SettingNames.RetryEvery, RetryEvery);
        // As long as the preStop hook keeps redis, and a moment for what follows.
        yield return Setting(SettingNames.StopWithin, $"{LeaveHook.Seconds(group.Spec.TerminationGracePeriodSeconds()) + 1}s");
        yield return new V1EnvVar { Name = "DOTNET_EnableDiagnostics", Value = "0" };
    }

    private static V1EnvVar Setting(string name, string value) => new() { Name = SettingNames.Variable(name), Value = value };
}
