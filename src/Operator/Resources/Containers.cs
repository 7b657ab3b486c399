using k8s.Models;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>The containers of a pod. Commands are argument lists; no shell, no password in an argument or a variable.</summary>
internal static class Containers
{
    public const string RedisName = "redis";
    public const string SentinelName = "sentinel";
    public const string SentinelConfigurationName = "sentinel-config";

    private const string PodName = "POD_NAME";

    public static V1Container Redis(RedisReplicationGroup group)
    {
        var container = Container(group, RedisName, group.Spec.Resources);
        container.Command = ["redis-server"];
        container.Args = [$"{ContainerPaths.Group}/$({PodName}).redis.conf"];
        container.VolumeMounts =
        [
            ReadOnly(Volumes.Config, ContainerPaths.Group),
            ReadOnly(Volumes.Auth, ContainerPaths.Auth),
            new V1VolumeMount { Name = Volumes.Data, MountPath = ContainerPaths.Data },
        ];
        if (LeaveHook.Seconds(group.Spec.TerminationGracePeriodSeconds()) is > 0 and var seconds)
        {
            container.Lifecycle = new V1Lifecycle { PreStop = new V1LifecycleHandler { Exec = new V1ExecAction { Command = LeaveHook.Command(group.Spec.Port, seconds) } } };
        }
        Listen(container, GroupPorts.Redis, group.Spec.Port);
        return container;
    }

    public static V1Container Sentinel(RedisReplicationGroup group)
    {
        var container = Container(group, SentinelName, group.Spec.Sentinel.Resources);
        container.Command = ["redis-server"];
        container.Args = [ContainerPaths.SentinelConfig, "--sentinel"];
        container.VolumeMounts =
        [
            new V1VolumeMount { Name = Volumes.SentinelState, MountPath = ContainerPaths.Sentinel },
            ReadOnly(Volumes.Auth, ContainerPaths.Auth),
        ];
        Listen(container, GroupPorts.Sentinel, group.Spec.Sentinel.Port);
        return container;
    }

    /// <summary>
    /// Copies sentinel.conf to where Sentinel may write. Once in a pod's life: a container that restarts goes on with what Sentinel wrote, so it still knows its
    /// master.
    /// </summary>
    public static V1Container SentinelConfiguration(RedisReplicationGroup group)
    {
        var container = Container(group, SentinelConfigurationName, group.Spec.Sentinel.Resources);
        container.Command = ["cp"];
        container.Args = [$"{ContainerPaths.Group}/$({PodName}).sentinel.conf", ContainerPaths.SentinelConfig];
        container.VolumeMounts =
        [
            ReadOnly(Volumes.Config, ContainerPaths.Group),
            new V1VolumeMount { Name = Volumes.SentinelState, MountPath = ContainerPaths.Sentinel },
        ];
        return container;
    }

    private static V1Container Container(RedisReplicationGroup group, string name, V1ResourceRequirements? resources) =>
        new()
        {
            Name = name,
            Image = group.Spec.Image,
            ImagePullPolicy = group.Spec.ImagePullPolicy,
            Env = [new V1EnvVar { Name = PodName, ValueFrom = new V1EnvVarSource { FieldRef = new V1ObjectFieldSelector { FieldPath = "metadata.name" } } }],
            Resources = resources,
            TerminationMessagePolicy = "FallbackToLogsOnError",
            SecurityContext = new V1SecurityContext
            {
                AllowPrivilegeEscalation = false,
                ReadOnlyRootFilesystem = true,
                Capabilities = new V1Capabilities { Drop = ["ALL"] },
            },
        };

    /// <summary>
    /// A port, and probes that only ask whether it accepts. Roles and replication are the operator's to judge: a readiness that depended on them would take
    /// the addresses of all pods away at the very moment they are needed.
    /// </summary>
    private static void Listen(V1Container container, string portName, int port)
    {
        container.Ports = [new V1ContainerPort { Name = portName, ContainerPort = port, Protocol = "TCP" }];
        container.StartupProbe = Probe(port, periodSeconds: 1, timeoutSeconds: 1, failureThreshold: 120);
        container.ReadinessProbe = Probe(port, periodSeconds: 2, timeoutSeconds: 1, failureThreshold: 2);
        container.LivenessProbe = Probe(port, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3);
    }

    private static V1Probe Probe(int port, int periodSeconds, int timeoutSeconds, int failureThreshold) =>
        new()
        {
            TcpSocket = new V1TCPSocketAction { Port = port },
            PeriodSeconds = periodSeconds,
            TimeoutSeconds = timeoutSeconds,
            FailureThreshold = failureThreshold,
        };

    public static V1VolumeMount ReadOnly(string volume, string path) => new() { Name = volume, MountPath = path, ReadOnlyProperty = true };
}
