using System.Globalization;
using RedisOperator.TestSupport;

namespace RedisOperator.Bench;

/// <summary>Memory and CPU time of a process, as the kernel counts them.</summary>
/// <param name="ResidentMiB">VmRSS: what is mapped from files counts too, and is shared with others that map the same.</param>
/// <param name="AnonymousMiB">RssAnon: heaps, stacks, code that was compiled at run time. Nobody else's.</param>
/// <param name="CpuMs">User and system time since its start.</param>
internal sealed record ProcessUse(double ResidentMiB, double AnonymousMiB, double CpuMs);

/// <summary>The operator's process in a pod of the local cluster, seen from the machine.</summary>
internal sealed class OperatorProcess(int pid)
{
    private const string Name = "redis-operator";

    // USER_HZ, which has been 100 on every Linux that .NET runs on.
    private const double TickMs = 10;

    /// <summary>The one process of that name below the cluster's.</summary>
    public static OperatorProcess? Find(LocalClusterProcess cluster)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? Stat(pid) : null).OfType<ProcessStat>().ToDictionary(stat => stat.Pid);
        var operators = all.Values.Where(stat => stat.Name == Name && IsBelow(all, stat, cluster.ProcessId)).ToArray();
        return operators is [var only] ? new OperatorProcess(only.Pid) : null;
    }

    public ProcessUse Read()
    {
        var status = File.ReadLines($"/proc/{pid}/status").Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0], parts => parts[1].Trim(), StringComparer.Ordinal);
        return new ProcessUse(MiB(status["VmRSS"]), MiB(status["RssAnon"]), Stat(pid)!.CpuTicks * TickMs);
    }

    private static double MiB(string kilobytes) => double.Parse(kilobytes.Split(' ')[0], CultureInfo.InvariantCulture) / 1024;

    private static bool IsBelow(Dictionary<int, ProcessStat> all, ProcessStat stat, int ancestor)
    {
        for (var at = stat; ; at = all[at.Parent])
        {
            if (at.Pid == ancestor)
            {
                return true;
            }

            if (!all.ContainsKey(at.Parent))
            {
                return false;
            }
        }
    }

    /// <summary>Null when it has ended meanwhile.</summary>
    private static ProcessStat? Stat(int pid)
    {
        try
        {
            // The name is in parentheses and may hold anything; what follows the last one are numbers.
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var (open, close) = (text.IndexOf('(', StringComparison.Ordinal), text.LastIndexOf(')'));
            var fields = text[(close + 2)..].Split(' ');
            return new ProcessStat(pid, text[(open + 1)..close], int.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private sealed record ProcessStat(int Pid, string Name, int Parent, long CpuTicks);
}
