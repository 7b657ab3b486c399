using RedisOperator.LocalCluster.Api;
using RedisOperator.LocalCluster.Network;
using RedisOperator.LocalCluster.Nodes;
using RedisOperator.LocalCluster.Nodes.Native;
using RedisOperator.LocalCluster.Nodes.Pods;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Faults;

/// <summary>Breaks pods on request.</summary>
internal sealed class PodFaults(PodSupervisor pods, TimeProvider time)
{
    public async Task<FaultAnswer> DoAsync(FaultRequest request, CancellationToken ct)
    {
        if (request.Node is not null)
        {
            await new NodeFaults(pods).DoAsync(request.Action, request.Node, ct);
            return new FaultAnswer(time.GetUtcNow());
        }

        var pod = pods.Find(request.Namespace, request.Pod) ?? throw StatusException.NotFound(KnownTypes.Pods.Key(request.Namespace, request.Pod));
        switch (request.Action)
        {
            case "kill":
                Linux.Kill(PidOf(pod, request), request.Signal);
                break;
            case "pause":
                ContainerProcesses.SignalAll(PidOf(pod, request), Linux.SignalStop);
                break;
            case "resume":
                ContainerProcesses.SignalAll(PidOf(pod, request), Linux.SignalContinue);
                break;
            case "cutoff" or "restore" when pod.Network is HostNetwork:
                throw StatusException.BadRequest(
                    $"cannot {request.Action} pod {request.Pod}: it is in the network of its node and has no link of its own; {request.Action} the node: --node {pod.Node.Name}");
            case "cutoff" when pod.Network is PodNetwork network:
                await network.CutOffAsync(ct);
                break;
            case "restore" when pod.Network is PodNetwork network:
                await network.RestoreAsync(ct);
                break;
            default:
                throw StatusException.BadRequest($"cannot {request.Action} this pod now: kill, pause, resume, cutoff and restore are known, and the pod must be on the network");
        }

        return new FaultAnswer(time.GetUtcNow());
    }

    private static int PidOf(PodRunner pod, FaultRequest request) =>
        pod.Container(request.Container)?.Pid
        ?? throw StatusException.BadRequest($"container {request.Container ?? "(first)"} of pod {request.Pod} is not running");
}
