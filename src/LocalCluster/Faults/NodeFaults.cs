using RedisOperator.LocalCluster.Nodes;
using RedisOperator.LocalCluster.Nodes.Native;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Faults;

/// <summary>
/// Breaks nodes on request. Down: everything on the node stands still, its agent too, and it is off the network. Up: it
/// goes on where it stood. Cut off: only the network is gone; the processes run, the agent hears nothing of the API server.
/// </summary>
internal sealed class NodeFaults(PodSupervisor pods)
{
    public async Task DoAsync(string action, string name, CancellationToken ct)
    {
        var node = pods.FindNode(name) ?? throw StatusException.NotFound(KnownTypes.Nodes.Key(null, name));
        switch (action)
        {
            case "node-down":
                node.Power.Down();
                await node.Network.CutOffAsync(ct);
                Signal(node, Linux.SignalStop);
                break;
            case "cutoff":
                node.Power.Down();
                await node.Network.CutOffAsync(ct);
                break;
            case "node-up" or "restore":
                Signal(node, Linux.SignalContinue);
                await node.Network.RestoreAsync(ct);
                node.Power.Up();
                pods.CatchUp(node);
                break;
            default:
                throw StatusException.BadRequest($"cannot {action} a node: node-down, node-up, cutoff and restore are known");
        }
    }

    private void Signal(Node node, int signal)
    {
        foreach (var pid in pods.On(node).SelectMany(pod => pod.Containers).Select(container => container.Pid).OfType<int>())
        {
            ContainerProcesses.SignalAll(pid, signal);
        }
    }
}
