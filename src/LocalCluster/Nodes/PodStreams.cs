using RedisOperator.LocalCluster.Api;
using RedisOperator.LocalCluster.Faults;
using RedisOperator.LocalCluster.Nodes.Logs;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Nodes;

/// <summary>What the API server asks the nodes for.</summary>
internal sealed class PodStreams(PodSupervisor pods, PodFaults faults, TimeProvider time) : IPodStreams
{
    public Task<Stream> LogsAsync(string ns, string pod, string? container, LogOptions options, CancellationToken cancellationToken)
    {
        var runner = pods.Find(ns, pod);
        if (runner is { Node.Power.IsUp: false })
        {
            throw new StatusException(500, "InternalError", $"Get \"https://{runner.Node.Network.Address}:10250/containerLogs/{ns}/{pod}\": dial tcp {runner.Node.Network.Address}:10250: connect: no route to host");
        }

        var found = runner?.Container(container) ?? throw StatusException.BadRequest(
            runner is null ? $"pod {pod} runs on no node" : $"container {container} is not valid for pod {pod}");
        var log = (options.Previous ? found.PreviousLog : found.Log) ?? throw StatusException.BadRequest(options.Previous
            ? $"previous terminated container \"{found.Name}\" in pod \"{pod}\" not found"
            : $"container \"{found.Name}\" in pod \"{pod}\" is waiting to start");
        return Task.FromResult(new LogReader(log, options, time).Open(cancellationToken));
    }

    public Task<FaultAnswer> FaultAsync(FaultRequest request, CancellationToken cancellationToken) => faults.DoAsync(request, cancellationToken);
}
