namespace RedisOperator.LocalCluster.Nodes.Containers;

/// <summary>A file or directory of the node that the container sees at <see cref="Target"/>.</summary>
internal sealed record BindMount(string Source, string Target, bool ReadOnly);

/// <summary>Who the container's process is and what it may do. Null ids: root.</summary>
internal sealed record ContainerIdentity(int? User, int? Group, IReadOnlyList<int> Groups, bool NoNewPrivileges, IReadOnlyList<string> Capabilities);

/// <summary>Everything needed to start one process as a container. Built once from the pod and its image, then never changed.</summary>
internal sealed record ContainerLaunch
{
    public required string NetworkNamespace { get; init; }

    public required string HostName { get; init; }

    /// <summary>The files /etc/hosts and /etc/resolv.conf.</summary>
    public required IReadOnlyDictionary<string, string> EtcFiles { get; init; }

    public required IReadOnlyList<BindMount> Mounts { get; init; }

    /// <summary>Symbolic links to make: where, and what they point to.</summary>
    public required IReadOnlyDictionary<string, string> Links { get; init; }

    public required IReadOnlyList<string> Command { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public string WorkingDirectory { get; init; } = "/";

    /// <summary>Null where ids cannot be changed (rootless): the process runs as who it is.</summary>
    public ContainerIdentity? Identity { get; init; }

    public bool ReadOnlyRoot { get; init; }

    /// <summary>On a terminal instead of pipes.</summary>
    public bool Terminal { get; init; }
}
