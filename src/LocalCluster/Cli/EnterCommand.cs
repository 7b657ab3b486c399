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
        var pod = new Option<string?>("--pod") { Description = "NAMESPACE/NAME: in this pod's network instead, also when it is cut off." };
        var command = new Command("enter", "Runs a program in the cluster's network.") { directory, pod, argv };
        command.SetAction((parsed, ct) => RunAsync(new ClusterDirectory(parsed.GetValue(directory)!), parsed.GetValue(pod), parsed.GetValue(argv)!, ct));
        return command;
    }

    private static async Task<int> RunAsync(ClusterDirectory directory, string? pod, string[] argv, CancellationToken ct)
    {
        if (directory.Read() is not { } cluster || !ClusterProcess.IsAlive(cluster.InitPid, cluster))
        {
            Console.Error.WriteLine($"No cluster runs in {directory.Root}: start one with local-cluster up.");
            return 1;
        }

        if (await NetworkOfAsync(directory, cluster, pod, ct) is not { } network)
        {
            Console.Error.WriteLine($"No pod {pod} runs in this cluster; --pod is NAMESPACE/NAME.");
            return 1;
        }

        string[] user = cluster.Rootless ? ["--user", "--preserve-credentials"] : [];
        using var process = Process.Start(new ProcessStartInfo(
            ProgramPath.Find("nsenter")!, ["--target", cluster.InitPid.ToString(), .. user, network, "--", .. argv]))!;
        var registrations = Forwarded.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            Linux.Kill(process.Id, Number(context.Signal));
        })).ToList();
        await process.WaitForExitAsync(CancellationToken.None);
        registrations.ForEach(registration => registration.Dispose());
        return process.ExitCode;
    }

    /// <summary>The nsenter option for a network namespace: the first process' own, or a pod's or its node's, by the file that keeps it.</summary>
    private static async Task<string?> NetworkOfAsync(ClusterDirectory directory, RunningCluster cluster, string? pod, CancellationToken ct)
    {
        if (pod is null)
        {
            return "--net";
        }

        using var client = new AdminClient(directory);
        var found = pod.Split('/') is [var ns, var name] ? await client.GetAsync($"/api/v1/namespaces/{ns}/pods/{name}", ct) : null;
        var file = found?["spec"]?["hostNetwork"]?.GetValue<bool>() == true
            ? found["spec"]?["nodeName"]?.GetValue<string>()
            : found?["metadata"]?["uid"]?.GetValue<string>() is { } uid ? $"pod-{uid.Replace("-", "")}" : null;
        return file is null ? null : $"--net=/proc/{cluster.InitPid}/root{directory.State}/netns/{file}";
    }

    private static int Number(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGQUIT => 3,
        _ => Linux.SignalTerm,
    };
}
