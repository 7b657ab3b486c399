using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Network;
using RedisOperator.LocalCluster.Nodes.Volumes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Nodes.Pods;

/// <summary>What a pod's containers share while it runs.</summary>
internal sealed class PodRun(NodeServices services, Node node, JsonObject pod, IPodNetwork network, PodVolumes volumes, Action changed)
{
    public NodeServices Services => services;

    public Node Node => node;

    /// <summary>As it was when it was started: what matters of a spec does not change.</summary>
    public JsonObject Pod => pod;

    public IPodNetwork Network => network;

    public PodVolumes Volumes => volumes;

    public string LogDirectory { get; } = Path.Combine(services.Logs, "pods", $"{pod.Namespace()}_{pod.Name()}_{pod.Uid()}");

    /// <summary>In the node's network the name is the node's too, whatever spec.hostname says.</summary>
    public string HostName => Controllers.Pods.IsOnHostNetwork(pod) ? node.Name : pod.Text("spec", "hostname") is { Length: > 0 } name ? name : pod.Name();

    public string RestartPolicy => pod.Text("spec", "restartPolicy") ?? "Always";

    /// <summary>To be called after a container's snapshot changed: writes the pod's status.</summary>
    public void Changed() => changed();

    public void Event(string type, string reason, string message) => services.Events.Record(pod, type, reason, message, "kubelet", node.Name);
}
