using System.Text.Json.Serialization;

namespace k8s.Models;

public sealed class V1Container
{
    public string Name { get; set; } = "";

    public string? Image { get; set; }

    public string? ImagePullPolicy { get; set; }

    public IList<string>? Command { get; set; }

    public IList<string>? Args { get; set; }

    public string? WorkingDir { get; set; }

    public IList<V1ContainerPort>? Ports { get; set; }

    public IList<V1EnvVar>? Env { get; set; }

    public V1ResourceRequirements? Resources { get; set; }

    public IList<V1VolumeMount>? VolumeMounts { get; set; }

    public V1Probe? StartupProbe { get; set; }

    public V1Lifecycle? Lifecycle { get; set; }

    public V1Probe? LivenessProbe { get; set; }

    public V1Probe? ReadinessProbe { get; set; }

    public V1SecurityContext? SecurityContext { get; set; }

    public string? TerminationMessagePolicy { get; set; }
}

public sealed class V1ContainerPort
{
    public string? Name { get; set; }

    public int ContainerPort { get; set; }

    public int? HostPort { get; set; }

    public string? Protocol { get; set; }
}

public sealed class V1EnvVar
{
    public string Name { get; set; } = "";

    public string? Value { get; set; }

    public V1EnvVarSource? ValueFrom { get; set; }
}

public sealed class V1EnvVarSource
{
    public V1ObjectFieldSelector? FieldRef { get; set; }
}

public sealed class V1ObjectFieldSelector
{
    public string? ApiVersion { get; set; }

    public string FieldPath { get; set; } = "";
}

public sealed class V1ResourceRequirements
{
    public IDictionary<string, ResourceQuantity>? Limits { get; set; }

    public IDictionary<string, ResourceQuantity>? Requests { get; set; }
}

public sealed class V1VolumeMount
{
    public string Name { get; set; } = "";

    public string MountPath { get; set; } = "";

    public string? SubPath { get; set; }

    [JsonPropertyName("readOnly")]
    public bool? ReadOnlyProperty { get; set; }
}

public sealed class V1Probe
{
    public V1TCPSocketAction? TcpSocket { get; set; }

    public V1HTTPGetAction? HttpGet { get; set; }

    public V1ExecAction? Exec { get; set; }

    public int? InitialDelaySeconds { get; set; }

    public int? PeriodSeconds { get; set; }

    public int? TimeoutSeconds { get; set; }

    public int? SuccessThreshold { get; set; }

    public int? FailureThreshold { get; set; }
}

public sealed class V1Lifecycle
{
    public V1LifecycleHandler? PostStart { get; set; }

    public V1LifecycleHandler? PreStop { get; set; }
}

public sealed class V1LifecycleHandler
{
    public V1ExecAction? Exec { get; set; }
}

public sealed class V1TCPSocketAction
{
    public IntOrString Port { get; set; }
}

public sealed class V1HTTPGetAction
{
    public string? Path { get; set; }

    public IntOrString Port { get; set; }
}

public sealed class V1ExecAction
{
    public IList<string>? Command { get; set; }
}
