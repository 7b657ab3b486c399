using System.CommandLine;

namespace RedisOperator.LocalCluster.Cli;

internal static class FaultCommand
{
    public static Command Create()
    {
        var directory = ClusterDirectory.Option();
        var kind = new Argument<string>("kind") { Description = "kill, pause, resume, cutoff or restore." };
        kind.AcceptOnlyFromAmong("kill", "pause", "resume", "cutoff", "restore");
        var pod = new Option<string>("--pod") { Description = "NAMESPACE/NAME", Required = true };
        var container = new Option<string?>("--container") { Description = "The container; default: the pod's first." };
        var signal = new Option<int>("--signal") { Description = "For kill.", DefaultValueFactory = _ => 9 };
        var command = new Command("fault", "Breaks something in a pod; prints when.") { kind, directory, pod, container, signal };
        command.SetAction(async (parsed, ct) =>
        {
            if (parsed.GetValue(pod)!.Split('/') is not [var ns, var name])
            {
                Console.Error.WriteLine("--pod is NAMESPACE/NAME");
                return 1;
            }

            var fault = new FaultCall(parsed.GetValue(kind)!, ns, name, parsed.GetValue(container), parsed.GetValue(signal));
            return await FaultClient.SendAsync(new ClusterDirectory(parsed.GetValue(directory)!), fault, ct);
        });
        return command;
    }
}
