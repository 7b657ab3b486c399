using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Network.Dns;
using RedisOperator.LocalCluster.Nodes.Containers;
using RedisOperator.LocalCluster.Nodes.Images;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Nodes.Pods;

/// <summary>From a container's spec and its image to what the launcher needs.</summary>
internal static class LaunchBuilder
{
    // What container runtimes leave to a container that drops nothing.
    private static readonly string[] DefaultCapabilities =
    [
        "chown", "dac_override", "fowner", "fsetid", "kill", "setgid", "setuid", "setpcap", "net_bind_service", "net_raw", "sys_chroot", "mknod", "audit_write", "setfcap",
    ];

    /// <exception cref="ContainerConfigException">The pod asks for something that is not there.</exception>
    public static ContainerLaunch Build(PodRun run, JsonObject container, Image image)
    {
        var environment = new EnvironmentBuilder(run.Services.Registry, run.Pod, run.HostName, run.Network.Address, run.Node.Network.Address).Build(container, image.Environment);
        var command = image.CommandLine(Strings(container["command"], environment), Strings(container["args"], environment));
        if (command.Count == 0)
        {
            throw new ContainerConfigException($"image {image.Name} has no executable, and the container names no command");
        }

        return new ContainerLaunch
        {
            NetworkNamespace = run.Network.NamespacePath,
            HostName = run.HostName,
            EtcFiles = new Dictionary<string, string>
            {
                ["hosts"] = $"127.0.0.1\tlocalhost\n{run.Network.Address}\t{run.HostName}\n",
                ["resolv.conf"] = Resolver(run.Pod),
            },
            Mounts = [.. image.Mounts, .. run.Volumes.MountsOf(container)],
            Links = image.Links,
            Command = command,
            Environment = environment,
            WorkingDirectory = container.Text("workingDir") is { Length: > 0 } directory ? directory : image.WorkingDirectory,
            Identity = Identity(run, container, image),
            Terminal = container.Flag("tty") == true,
            ReadOnlyRoot = container.Flag("securityContext", "readOnlyRootFilesystem") == true,
        };
    }

    /// <summary>
    /// In the node's network ClusterFirst means the node's own resolver, in Kubernetes too, and that one knows no Services (here: nothing at all); who wants
    /// them asks for ClusterFirstWithHostNet.
    /// </summary>
    private static string Resolver(JsonObject pod) =>
        Controllers.Pods.IsOnHostNetwork(pod) && pod.Text("spec", "dnsPolicy") != "ClusterFirstWithHostNet"
            ? ""
            : $"nameserver {DnsServer.Address}\nsearch {pod.Namespace()}.svc.cluster.local svc.cluster.local cluster.local\noptions ndots:5\n";

    private static List<string> Strings(JsonNode? list, IReadOnlyDictionary<string, string> environment) =>
        [.. (list as JsonArray ?? []).Select(item => EnvironmentBuilder.Expand(item.Text() ?? "", environment))];

    private static ContainerIdentity? Identity(PodRun run, JsonObject container, Image image)
    {
        var user = Id(run, container, "runAsUser") ?? image.DefaultUser;
        var nonRoot = container.Flag("securityContext", "runAsNonRoot") ?? run.Pod.Flag("spec", "securityContext", "runAsNonRoot") ?? false;
        if (nonRoot && user is null or 0)
        {
            throw new ContainerConfigException("container has runAsNonRoot and image will run as root");
        }

        if (run.Services.Rootless)
        {
            if (user is not (null or 0))
            {
                run.Event("Warning", "IgnoredSecurityContext", "runAsUser, runAsGroup and fsGroup are ignored: the cluster runs unprivileged");
            }

            return null;
        }

        var groups = (run.Pod.At("spec", "securityContext", "supplementalGroups") as JsonArray ?? []).Select(item => (int)(item.Integer() ?? 0)).ToList();
        if (run.Pod.Integer("spec", "securityContext", "fsGroup") is { } group)
        {
            groups.Add((int)group);
        }

        return new ContainerIdentity(user, Id(run, container, "runAsGroup"), groups,
            container.Flag("securityContext", "allowPrivilegeEscalation") == false, Capabilities(container));
    }

    private static int? Id(PodRun run, JsonObject container, string name) =>
        (int?)(container.Integer("securityContext", name) ?? run.Pod.Integer("spec", "securityContext", name));

    private static List<string> Capabilities(JsonObject container)
    {
        var dropped = Names(container, "drop");
        var kept = dropped.Contains("all") ? [] : DefaultCapabilities.Except(dropped);
        return [.. kept.Union(Names(container, "add"))];
    }

    private static List<string> Names(JsonObject container, string list) =>
        [.. (container.At("securityContext", "capabilities", list) as JsonArray ?? []).Select(item => (item.Text() ?? "").ToLowerInvariant()).Select(name => name.StartsWith("cap_", StringComparison.Ordinal) ? name[4..] : name)];
}
