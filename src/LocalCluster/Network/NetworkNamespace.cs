using RedisOperator.LocalCluster.Nodes.Native;

namespace RedisOperator.LocalCluster.Network;

/// <summary>A network namespace kept alive by a bind mount, so that `ip` and setns can name it by its path.</summary>
internal sealed class NetworkNamespace
{
    private NetworkNamespace(string path) => Path = path;

    public string Path { get; }

    /// <param name="sysctls">Written inside the new namespace, before any link exists: "default" ones are inherited by every link.</param>
    public static async Task<NetworkNamespace> CreateAsync(string path, IReadOnlyList<(string Name, string Value)> sysctls)
    {
        await File.WriteAllBytesAsync(path, []);
        await NamespaceThread.RunAsync(() =>
        {
            Linux.Unshare(Linux.NewNamespaceNet);
            Mounts.BindOnly("/proc/thread-self/ns/net", path);
            Sysctl.WriteAll(sysctls);
        });
        return new NetworkNamespace(path);
    }

    public Task IpAsync(IEnumerable<string> lines, CancellationToken ct) => Ip.BatchAsync(Path, lines, ct);

    /// <summary>The kernel removes the namespace and its links when the last process in it is gone.</summary>
    public void Remove()
    {
        Mounts.Detach(Path);
        File.Delete(Path);
    }
}
