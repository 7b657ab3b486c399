namespace RedisOperator.LocalCluster.Cli;

/// <summary>What the machine's /proc says of a cluster's two processes.</summary>
internal static class ClusterProcess
{
    /// <summary>Pids are used again: the process must also look like ours.</summary>
    public static bool IsAlive(int pid, RunningCluster cluster)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{pid}/cmdline");
            return line.Contains(InsideCommand.Name) && line.Contains(cluster.Server);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The only child of the process, or null while there is none.</summary>
    public static int? ChildOf(int pid)
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), out var candidate) && ParentOf(candidate) == pid)
            {
                return candidate;
            }
        }

        return null;
    }

    private static int? ParentOf(int pid)
    {
        try
        {
            // "pid (name) state ppid …"; the name may hold anything, also parentheses.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
