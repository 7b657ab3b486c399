using System.CommandLine;

namespace RedisOperator.LocalCluster.Cli;

internal static class FaultCommand
{
    private static readonly string[] OfPods = ["kill", "pause", "resume", "cutoff", "restore"];
    private static readonly string[] OfNodes = ["node-down", "node-up", "cutoff", "restore"];

    public static Command Create()
    {
        var directory = ClusterDirectory.Option();
        var kind = new Argument<string>("kind") { Description = "Of a pod: kill, pause, resume, cutoff, restore. Of a node: node-down, node-up, cutoff, restore." };
        kind.AcceptOnlyFromAmong([.. OfPods.Union(OfNodes)]);
        var pod = new Option<string?>("--pod") { Description = "NAMESPACE/NAME" };
        var node = new Option<string?>("--node") { Description = "NAME" };
        var container = new Option<string?>("--container") { Description = "The container; default: the pod's first." };
        var signal = new Option<int>("--signal") { Description = "For kill.", DefaultValueFactory = _ => 9 };
        var command = new Command("fault", "Breaks something in a pod, or a node; prints when.") { kind, directory, pod, node, container, signal };
        command.SetAction(async (parsed, ct) =>
        {
            var fault = Read(parsed.GetValue(kind)!, parsed.GetValue(pod), parsed.GetValue(node), parsed.GetValue(container), parsed.GetValue(signal));
            return fault is null ? 1 : await FaultClient.SendAsync(new ClusterDirectory(parsed.GetValue(directory)!), fault, ct);
        });
        return command;
    }

    private static FaultCall? Read(string kind, string? pod, string? node, string? container, int signal)
    {
        if (node is { Length: > 0 })
        {
            return OfNodes.Contains(kind) ? new FaultCall(kind, "", "", null, signal, node) : Refuse($"{kind} is a fault of pods: name one with --pod NAMESPACE/NAME");
        }

        if (!OfPods.Contains(kind))
        {
            return Refuse($"{kind} is a fault of nodes: name one with --node NAME");
        }

        return pod?.Split('/') is [var ns, var name] ? new FaultCall(kind, ns, name, container, signal) : Refuse("--pod is NAMESPACE/NAME");
    }

    private static FaultCall? Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return null;
    }
}
