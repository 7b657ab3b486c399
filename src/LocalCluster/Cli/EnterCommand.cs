using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using RedisOperator.LocalCluster.Nodes.Native;

namespace RedisOperator.LocalCluster.Cli;

/// <summary>Runs a program on "a machine beside the nodes": the cluster's network, everything else as it is on this machine.</summary>
internal static class EnterCommand
{
    private static readonly PosixSignal[] Forwarded = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];

    public static Command Create()
    {
        var directory = ClusterDirectory.Option();
        var argv = new Argument<string[]>("command") { Description = "The program and its arguments, after --.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("enter", "Runs a program in the cluster's network.") { directory, argv };
        command.SetAction((parsed, ct) => RunAsync(new ClusterDirectory(parsed.GetValue(directory)!), parsed.GetValue(argv)!, ct));
        return command;
    }

    private static async Task<int> RunAsync(ClusterDirectory directory, string[] argv, CancellationToken ct)
    {
        if (directory.Read() is not { } cluster || !ClusterProcess.IsAlive(cluster.InitPid, cluster))
        {
            Console.Error.WriteLine($"No cluster runs in {directory.Root}: start one with local-cluster up.");
            return 1;
        }

        string[] user = cluster.Rootless ? ["--user", "--preserve-credentials"] : [];
        using var process = Process.Start(new ProcessStartInfo(
            ProgramPath.Find("nsenter")!, ["--target", cluster.InitPid.ToString(), .. user, "--net", "--", .. argv]))!;
        var registrations = Forwarded.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            Linux.Kill(process.Id, Number(context.Signal));
        })).ToList();
        await process.WaitForExitAsync(CancellationToken.None);
        registrations.ForEach(registration => registration.Dispose());
        return process.ExitCode;
    }

    private static int Number(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGQUIT => 3,
        _ => Linux.SignalTerm,
    };
}
