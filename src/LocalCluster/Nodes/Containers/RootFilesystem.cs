using RedisOperator.LocalCluster.Nodes.Native;

namespace RedisOperator.LocalCluster.Nodes.Containers;

/// <summary>
/// A container's root directory: a tmpfs of its own with the machine's programs in it, read-only, and the pod's volumes.
/// (An overlay of the machine's root would be shorter, but is refused in a user namespace.)
/// </summary>
internal static class RootFilesystem
{
    /// <summary>Where the machine's root is until the container's own /proc is there; see <see cref="Launcher"/>.</summary>
    public const string OldRoot = "/.old";

    private static readonly string[] SystemDirectories = ["usr", "bin", "sbin", "lib", "lib64", "lib32"];
    private static readonly string[] EtcFiles = ["passwd", "group", "nsswitch.conf", "ld.so.cache", "localtime", "services", "protocols"];
    private static readonly string[] EtcDirectories = ["ssl", "pki", "ca-certificates", "alternatives"];
    private static readonly string[] Devices = ["null", "zero", "full", "random", "urandom", "tty"];

    /// <summary>Changes the calling thread's root; the thread must be in a mount namespace of its own and must end afterwards.</summary>
    /// <param name="mountPoint">An empty directory; many containers may use the same one, each in its own namespace.</param>
    public static void Enter(string mountPoint, ContainerLaunch launch)
    {
        Mounts.MakePrivate("/");
        Mounts.Tmpfs(mountPoint, "mode=0755,size=256m");
        foreach (var directory in SystemDirectories)
        {
            BindSystemDirectory(mountPoint, directory);
        }

        MakeEtc(mountPoint, launch);
        MakeDevices(mountPoint);
        foreach (var directory in new[] { "proc", "run", "var", "root", "home", OldRoot.TrimStart('/') })
        {
            Directory.CreateDirectory(Path.Combine(mountPoint, directory));
        }

        File.SetUnixFileMode(Directory.CreateDirectory(Path.Combine(mountPoint, "tmp")).FullName, (UnixFileMode)0b001_111_111_111);
        foreach (var mount in launch.Mounts.OrderBy(mount => mount.Target.Length))
        {
            BindVolume(mountPoint, mount);
        }

        foreach (var (path, target) in launch.Links)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(mountPoint + path)!);
            File.CreateSymbolicLink(mountPoint + path, target);
        }

        Directory.CreateDirectory(mountPoint + launch.WorkingDirectory);
        if (launch.ReadOnlyRoot)
        {
            Mounts.MakeReadOnly(mountPoint);
        }

        Linux.ChangeDirectory(mountPoint);
        Linux.PivotRoot(".", OldRoot.TrimStart('/'));
        Linux.ChangeDirectory("/");
    }

    private static void BindSystemDirectory(string root, string name)
    {
        var source = new DirectoryInfo("/" + name);
        var target = Path.Combine(root, name);
        if (source.LinkTarget is { } link)
        {
            File.CreateSymbolicLink(target, link);
        }
        else if (source.Exists)
        {
            Directory.CreateDirectory(target);
            Mounts.BindRecursive(source.FullName, target);
            Mounts.MakeReadOnly(target);
        }
    }

    private static void MakeEtc(string root, ContainerLaunch launch)
    {
        var etc = Directory.CreateDirectory(Path.Combine(root, "etc")).FullName;
        foreach (var file in EtcFiles.Where(file => File.Exists("/etc/" + file)))
        {
            File.Copy("/etc/" + file, Path.Combine(etc, file));
        }

        foreach (var directory in EtcDirectories.Where(directory => Directory.Exists("/etc/" + directory)))
        {
            BindSystemDirectory(root, "etc/" + directory);
        }

        File.WriteAllText(Path.Combine(etc, "hostname"), launch.HostName + "\n");
        foreach (var (name, text) in launch.EtcFiles)
        {
            File.WriteAllText(Path.Combine(etc, name), text);
        }
    }

    private static void MakeDevices(string root)
    {
        var dev = Directory.CreateDirectory(Path.Combine(root, "dev")).FullName;
        foreach (var device in Devices)
        {
            File.WriteAllBytes(Path.Combine(dev, device), []);
            Mounts.BindOnly("/dev/" + device, Path.Combine(dev, device));
        }

        Mounts.Tmpfs(Directory.CreateDirectory(Path.Combine(dev, "shm")).FullName, "mode=1777,size=64m");
        Mounts.Terminals(Directory.CreateDirectory(Path.Combine(dev, "pts")).FullName);
        File.CreateSymbolicLink(Path.Combine(dev, "ptmx"), "pts/ptmx");
        File.CreateSymbolicLink(Path.Combine(dev, "fd"), "/proc/self/fd");
        File.CreateSymbolicLink(Path.Combine(dev, "stdin"), "/proc/self/fd/0");
        File.CreateSymbolicLink(Path.Combine(dev, "stdout"), "/proc/self/fd/1");
        File.CreateSymbolicLink(Path.Combine(dev, "stderr"), "/proc/self/fd/2");
    }

    private static void BindVolume(string root, BindMount mount)
    {
        var target = Path.Combine(root, mount.Target.TrimStart('/'));
        if (Directory.Exists(mount.Source))
        {
            Directory.CreateDirectory(target);
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (!File.Exists(target))
            {
                File.WriteAllBytes(target, []);
            }
        }

        Mounts.BindRecursive(mount.Source, target);
        if (mount.ReadOnly)
        {
            Mounts.MakeReadOnly(target);
        }
    }
}
