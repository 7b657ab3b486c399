using System.Diagnostics;
using RedisOperator.LocalCluster.Nodes.Native;

namespace RedisOperator.LocalCluster.Nodes.Containers;

/// <summary>
/// Starts containers: processes that are pid 1 of their own mount, UTS, IPC and PID namespaces, in their pod's network
/// namespace. They are this process' children, so their true exit codes (137 after SIGKILL) are known.
/// </summary>
internal sealed class Launcher(string mountPoint)
{
    // /proc must be mounted from inside the new pid namespace and, in a user namespace, while the machine's own /proc is
    // still visible: only then is the old root let go.
    private const string Prologue = $"mount -t proc proc /proc && umount -l {RootFilesystem.OldRoot} && ";
    private const string Plain = "exec \"$@\"";

    private const int NewNamespaces = Linux.NewNamespaceMount | Linux.NewNamespaceUts | Linux.NewNamespaceIpc | Linux.NewNamespacePid;

    /// <summary>
    /// To be called once before the first container. The first Process.Start of a process makes a thread, which is refused
    /// after unshare(NEWPID), and assemblies cannot be loaded once the thread's root has changed.
    /// </summary>
    public static async Task WarmUpAsync()
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "true"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
    }

    /// <exception cref="System.ComponentModel.Win32Exception">A namespace or mount was refused; says which.</exception>
    public Task<StartedContainer> StartAsync(ContainerLaunch launch) => NamespaceThread.RunAsync(() =>
    {
        Linux.EnterNamespace(launch.NetworkNamespace, Linux.NewNamespaceNet);
        Linux.Unshare(NewNamespaces);
        RootFilesystem.Enter(mountPoint, launch);
        Linux.SetHostName(launch.HostName);
        if (!launch.Terminal)
        {
            return new StartedContainer(Process.Start(Describe(launch, ["/bin/sh", "-c", Prologue + Plain, "sh"]))!, null);
        }

        var (master, slave) = Terminal.Open();
        return new StartedContainer(Process.Start(Describe(launch, ["/bin/sh", "-c", Prologue + OnTerminal(slave), "sh"]))!, master);
    });

    /// <summary>Runs one more process inside a running container.</summary>
    /// <param name="containerPid">The container's process, as this process sees it.</param>
    public static Task<Process> ExecAsync(int containerPid, ContainerLaunch launch) => NamespaceThread.RunAsync(() =>
    {
        Join(containerPid);
        return Process.Start(Describe(launch, []))!;
    });

    /// <summary>The same on a terminal of its own, whose master descriptor comes back.</summary>
    public static Task<(Process Process, int Master)> ExecOnTerminalAsync(int containerPid, ContainerLaunch launch) => NamespaceThread.RunAsync(() =>
    {
        Join(containerPid);
        var (master, slave) = Terminal.Open();
        var process = Process.Start(Describe(launch, ["/bin/sh", "-c", OnTerminal(slave), "sh"]))!;
        return (process, master);
    });

    private static string OnTerminal(string slave) => $"exec setsid -c \"$@\" 0<>{slave} 1>&0 2>&0";

    private static void Join(int containerPid)
    {
        Linux.Unshare(Linux.CloneFilesystem);
        // The mount namespace last: with it /proc becomes the container's, where this pid has another number.
        foreach (var (name, type) in new[]
        {
            ("pid", Linux.NewNamespacePid), ("ipc", Linux.NewNamespaceIpc), ("uts", Linux.NewNamespaceUts),
            ("net", Linux.NewNamespaceNet), ("mnt", Linux.NewNamespaceMount),
        })
        {
            Linux.EnterNamespace($"/proc/{containerPid}/ns/{name}", type);
        }
    }

    private static ProcessStartInfo Describe(ContainerLaunch launch, IReadOnlyList<string> prologue)
    {
        List<string> argv = [.. prologue, .. Identity(launch.Identity), .. launch.Command];
        var start = new ProcessStartInfo(argv[0] is ['/', ..] ? argv[0] : "/usr/bin/env", argv[0] is ['/', ..] ? argv[1..] : ["--", .. argv])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = launch.WorkingDirectory,
        };
        start.Environment.Clear();
        foreach (var (name, value) in launch.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static IEnumerable<string> Identity(ContainerIdentity? identity)
    {
        if (identity is null)
        {
            return [];
        }

        List<string> args = ["/usr/bin/setpriv"];
        if (identity.User is { } user)
        {
            args.AddRange(["--reuid", user.ToString()]);
        }

        args.AddRange(["--regid", (identity.Group ?? 0).ToString()]);
        args.AddRange(identity.Groups.Count == 0 ? ["--clear-groups"] : ["--groups", string.Join(',', identity.Groups)]);
        var capabilities = string.Concat(identity.Capabilities.Select(name => ",+" + name));
        args.AddRange(["--inh-caps=-all", "--bounding-set=-all" + capabilities]);
        if (identity.NoNewPrivileges)
        {
            args.Add("--no-new-privs");
        }

        return [.. args, "--"];
    }
}
