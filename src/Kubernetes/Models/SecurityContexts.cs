namespace k8s.Models;

public sealed class V1PodSecurityContext
{
    public bool? RunAsNonRoot { get; set; }

    public long? RunAsUser { get; set; }

    public long? RunAsGroup { get; set; }

    public long? FsGroup { get; set; }

    public string? FsGroupChangePolicy { get; set; }

    public V1SeccompProfile? SeccompProfile { get; set; }
}

public sealed class V1SecurityContext
{
    public bool? RunAsNonRoot { get; set; }

    public long? RunAsUser { get; set; }

    public long? RunAsGroup { get; set; }

    public bool? AllowPrivilegeEscalation { get; set; }

    public bool? ReadOnlyRootFilesystem { get; set; }

    public V1Capabilities? Capabilities { get; set; }

    public V1SeccompProfile? SeccompProfile { get; set; }
}

public sealed class V1SeccompProfile
{
    public string Type { get; set; } = "";
}

public sealed class V1Capabilities
{
    public IList<string>? Add { get; set; }

    public IList<string>? Drop { get; set; }
}
