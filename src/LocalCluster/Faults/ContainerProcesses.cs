using System.ComponentModel;
using RedisOperator.LocalCluster.Nodes.Native;

namespace RedisOperator.LocalCluster.Faults;

/// <summary>All processes of a container: those in the pid namespace of its first one.</summary>
internal static class ContainerProcesses
{
    public static void SignalAll(int pid, int signal)
    {
        var own = NamespaceOf(pid);
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), out var candidate) && NamespaceOf(candidate) is { } other && other == own)
            {
                Linux.Kill(candidate, signal);
            }
        }
    }

    private static string? NamespaceOf(int pid)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{pid}/ns/pid", returnFinalTarget: false)?.Name;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Win32Exception)
        {
            // It ended meanwhile.
            return null;
        }
    }
}
