using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers.Scheduling;

/// <summary>Where a pod goes, or why it goes nowhere. Pure.</summary>
internal static class Placement
{
    /// <summary>The node's name, or null and a message in the scheduler's words.</summary>
    public static (string? Node, string Message) Find(JsonObject pod, ClusterView view)
    {
        var verdicts = view.Nodes.Select(node => (Node: node, Problem: Problem(pod, node, view))).ToList();
        var owner = Owners.ControllerOf(pod).Text("uid");
        var best = verdicts.Where(verdict => verdict.Problem is null).Select(verdict => verdict.Node)
            .OrderBy(node => Taints.Untolerated(pod, node, Taints.PreferNoSchedule) is not null)
            .ThenByDescending(node => NodeAffinity.Score(pod, node) + PodAffinity.Score(pod, node, view) + TopologySpread.Score(pod, node, view))
            .ThenBy(node => view.PodsOn(node).Count(other => owner is not null && Owners.ControllerOf(other).Text("uid") == owner))
            .ThenBy(node => view.PodsOn(node).Count())
            .ThenBy(node => node.Name(), StringComparer.Ordinal)
            .FirstOrDefault();
        if (best is not null)
        {
            return (best.Name(), "");
        }

        var reasons = verdicts.GroupBy(verdict => verdict.Problem!).Select(group => $"{group.Count()} {group.Key}").Order(StringComparer.Ordinal);
        return (null, $"0/{verdicts.Count} nodes are available: {string.Join(", ", reasons)}.");
    }

    /// <summary>Null: the pod may go there.</summary>
    private static string? Problem(JsonObject pod, JsonObject node, ClusterView view)
    {
        if (node.Flag("spec", "unschedulable") == true && Taints.Toleration(pod, Cordoned) is null)
        {
            return "node(s) were unschedulable";
        }

        if (Taints.Untolerated(pod, node, Taints.NoSchedule, Taints.NoExecute) is { } taint)
        {
            return $"node(s) had untolerated taint {{{taint.Text("key")}: {taint.Text("value")}}}";
        }

        return !NodeAffinity.Allows(pod, node) ? "node(s) didn't match Pod's node affinity/selector"
            : !HostPorts.AreFree(pod, view.PodsOn(node)) ? "node(s) didn't have free ports for the requested pod ports"
            : !PodAffinity.AntiAffinityAllows(pod, node, view) ? "node(s) didn't match pod anti-affinity rules"
            : !PodAffinity.OthersAllow(pod, node, view) ? "node(s) didn't satisfy existing pods anti-affinity rules"
            : !PodAffinity.AffinityAllows(pod, node, view) ? "node(s) didn't match pod affinity rules"
            : !TopologySpread.Allows(pod, node, view) ? "node(s) didn't match pod topology spread constraints"
            : null;
    }

    private static JsonObject Cordoned => new() { ["key"] = Taints.Unschedulable, ["effect"] = Taints.NoSchedule };
}
