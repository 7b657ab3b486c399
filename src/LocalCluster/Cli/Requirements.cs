using System.Diagnostics;
using RedisOperator.LocalCluster.Nodes.Native;

namespace RedisOperator.LocalCluster.Cli;

/// <summary>What the machine must have. Each missing thing is a sentence with its remedy.</summary>
internal static class Requirements
{
    private static readonly (string Program, string Package)[] Programs =
    [
        ("unshare", "util-linux"), ("nsenter", "util-linux"), ("setsid", "util-linux"), ("setpriv", "util-linux"), ("mount", "mount"),
        ("ip", "iproute2"), ("nft", "nftables"), ("redis-server", "redis-server"),
    ];

    public static bool IsRoot => Linux.UserId() == 0;

    /// <summary>Empty: a cluster can run here.</summary>
    public static IReadOnlyList<string> Missing()
    {
        if (!OperatingSystem.IsLinux())
        {
            return ["The local cluster needs Linux: its pods are processes in namespaces. Run it in a virtual machine."];
        }

        var missing = Programs.Where(needed => ProgramPath.Find(needed.Program) is null).ToList();
        List<string> problems = [.. missing.Select(needed => $"{needed.Program} is missing: apt-get install {needed.Package}")];
        if (missing.Count == 0 && !CanUnshare())
        {
            problems.Add(IsRoot
                ? "Namespaces are refused although this is root: in a container, run it with --privileged (or --cap-add SYS_ADMIN,NET_ADMIN and an unconfined seccomp and AppArmor profile)."
                : "User namespaces are refused here: run as root, or allow them (sysctl -w kernel.unprivileged_userns_clone=1, user.max_user_namespaces=10000, kernel.apparmor_restrict_unprivileged_userns=0).");
        }

        return problems;
    }

    /// <summary>The arguments that make the outer namespaces; without root also a user namespace with this user as its root.</summary>
    public static IReadOnlyList<string> OuterNamespaces() =>
    [
        .. IsRoot ? Array.Empty<string>() : ["--user", "--map-root-user"],
        "--net", "--mount", "--pid", "--fork", "--kill-child=SIGKILL", "--mount-proc", "--propagation", "private",
    ];

    private static bool CanUnshare()
    {
        var start = new ProcessStartInfo(ProgramPath.Find("unshare")!, [.. OuterNamespaces(), "true"]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
