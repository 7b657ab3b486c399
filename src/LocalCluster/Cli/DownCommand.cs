using System.CommandLine;
using RedisOperator.LocalCluster.Nodes.Native;

namespace RedisOperator.LocalCluster.Cli;

internal static class DownCommand
{
    private const int Patience = 20_000;

    public static Command Create()
    {
        var directory = ClusterDirectory.Option();
        var command = new Command("down", "Ends the cluster and all its processes.") { directory };
        command.SetAction(parsed => Run(new ClusterDirectory(parsed.GetValue(directory)!)));
        return command;
    }

    private static int Run(ClusterDirectory directory)
    {
        if (directory.Read() is not { } cluster)
        {
            Console.WriteLine($"No cluster in {directory.Root}.");
            return 0;
        }

        // The one inside is waited for, too: when it is gone, so is every process of its pid namespace.
        if (!End(cluster.Pid, cluster) || !End(cluster.InitPid, cluster))
        {
            Console.Error.WriteLine($"Process {cluster.Pid} does not end.");
            return 1;
        }

        directory.Forget();
        Console.WriteLine($"The cluster in {directory.Root} is gone.");
        return 0;
    }

    private static bool End(int pid, RunningCluster cluster)
    {
        var descriptor = ClusterProcess.IsAlive(pid, cluster) ? Linux.OpenProcess(pid) : -1;
        if (descriptor < 0)
        {
            return true;
        }

        try
        {
            Linux.Kill(pid, Linux.SignalKill);
            return Linux.WaitReadable(descriptor, Patience);
        }
        finally
        {
            Linux.CloseDescriptor(descriptor);
        }
    }
}
