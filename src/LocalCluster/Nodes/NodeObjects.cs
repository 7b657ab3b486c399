using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Network;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Nodes;

/// <summary>The Node objects, as their agents write them.</summary>
internal static class NodeObjects
{
    public static void Register(Registry registry, Node node, TimeProvider time)
    {
        registry.Create(KnownTypes.Nodes, null, new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = node.Name,
                ["labels"] = new JsonObject
                {
                    ["kubernetes.io/hostname"] = node.Name,
                    ["kubernetes.io/os"] = "linux",
                    ["kubernetes.io/arch"] = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64",
                },
            },
            ["spec"] = new JsonObject { ["podCIDR"] = Addresses.PodCidr(node.Network.Index) },
        });
        ReportReady(registry, node, time);
    }

    public static void ReportReady(Registry registry, Node node, TimeProvider time) =>
        registry.UpdateStatus(KnownTypes.Nodes.Key(null, node.Name), copy =>
        {
            copy["status"] = Status(node, Timestamps.Seconds(time.GetUtcNow()));
            return copy;
        });

    private static JsonObject Status(Node node, string now)
    {
        var capacity = new JsonObject { ["cpu"] = Environment.ProcessorCount.ToString(), ["memory"] = "8Gi", ["pods"] = "250" };
        return new JsonObject
        {
            ["addresses"] = new JsonArray(
                new JsonObject { ["type"] = "InternalIP", ["address"] = node.Network.Address },
                new JsonObject { ["type"] = "Hostname", ["address"] = node.Name }),
            ["capacity"] = capacity,
            ["allocatable"] = capacity.DeepClone(),
            ["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = "Ready",
                ["status"] = "True",
                ["reason"] = "KubeletReady",
                ["message"] = "the agent is part of the cluster's process",
                ["lastHeartbeatTime"] = now,
                ["lastTransitionTime"] = now,
            }),
            ["nodeInfo"] = new JsonObject
            {
                ["kubeletVersion"] = "v1.34.0+local-cluster",
                ["kubeProxyVersion"] = "v1.34.0+local-cluster",
                ["containerRuntimeVersion"] = "local-cluster://0.1.0",
                ["kernelVersion"] = Environment.OSVersion.Version.ToString(),
                ["osImage"] = RuntimeInformation.OSDescription,
                ["operatingSystem"] = "linux",
                ["architecture"] = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64",
                ["machineID"] = node.Name,
                ["systemUUID"] = node.Name,
                ["bootID"] = node.Name,
            },
        };
    }
}
