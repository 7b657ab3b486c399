using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Nodes.Pods;

/// <summary>What a node knows of a pod at one moment.</summary>
internal sealed record PodFacts(
    IReadOnlyList<ContainerSnapshot> Init,
    IReadOnlyList<ContainerSnapshot> Containers,
    string? PodAddress,
    string HostAddress,
    DateTimeOffset StartedAt,
    bool Ending);

/// <summary>Facts to a pod's status, as kubelet words it. Pure.</summary>
internal static class PodStatus
{
    public static JsonObject Build(JsonObject pod, PodFacts facts, DateTimeOffset now)
    {
        var status = new JsonObject
        {
            ["phase"] = Phase(pod.Text("spec", "restartPolicy") ?? "Always", facts),
            ["hostIP"] = facts.HostAddress,
            ["hostIPs"] = new JsonArray(new JsonObject { ["ip"] = facts.HostAddress }),
            ["startTime"] = Timestamps.Seconds(facts.StartedAt),
            ["qosClass"] = pod.Text("status", "qosClass") ?? "BestEffort",
            ["conditions"] = Conditions(pod, facts, now),
            ["containerStatuses"] = new JsonArray([.. facts.Containers.Select(container => (JsonNode)container.ToJson())]),
        };
        if (facts.PodAddress is not null)
        {
            status["podIP"] = facts.PodAddress;
            status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = facts.PodAddress });
        }

        if (facts.Init.Count > 0)
        {
            status["initContainerStatuses"] = new JsonArray([.. facts.Init.Select(container => (JsonNode)container.ToJson())]);
        }

        return status;
    }

    private static string Phase(string policy, PodFacts facts)
    {
        if (!facts.Ending && (!Initialized(facts) || facts.Containers.Any(NeverRan)))
        {
            return policy == "Never" && facts.Init.Any(HasFailed) ? "Failed" : "Pending";
        }

        if (facts.Containers.Any(container => container.Phase is not ContainerPhase.Terminated) && !(facts.Ending && facts.Containers.All(IsStill)))
        {
            return "Running";
        }

        var failed = facts.Containers.Any(HasFailed) || facts.Containers.Any(NeverRan);
        return facts.Ending || policy == "Never" || (policy == "OnFailure" && !failed) ? failed ? "Failed" : "Succeeded" : "Running";
    }

    private static bool Initialized(PodFacts facts) => facts.Init.All(container => container.Phase is ContainerPhase.Terminated { ExitCode: 0 });

    private static bool NeverRan(ContainerSnapshot container) => container.Phase is ContainerPhase.Waiting && container.Last is null;

    private static bool IsStill(ContainerSnapshot container) => container.Phase is not ContainerPhase.Running;

    private static bool HasFailed(ContainerSnapshot container) => container.Phase is ContainerPhase.Terminated { ExitCode: not 0 };

    private static JsonArray Conditions(JsonObject pod, PodFacts facts, DateTimeOffset now)
    {
        var initialized = Initialized(facts);
        var unready = facts.Containers.Where(container => !container.Ready).Select(container => container.Name).ToList();
        var message = unready.Count == 0 ? null : $"containers with unready status: [{string.Join(' ', unready)}]";
        var reason = unready.Count == 0 ? null : "ContainersNotReady";
        return
        [
            Condition(pod, "PodReadyToStartContainers", facts.PodAddress is not null, null, null, now),
            Condition(pod, "Initialized", initialized, initialized ? null : "ContainersNotInitialized", null, now),
            Condition(pod, "Ready", initialized && unready.Count == 0, reason, message, now),
            Condition(pod, "ContainersReady", initialized && unready.Count == 0, reason, message, now),
            Condition(pod, "PodScheduled", true, null, null, now),
        ];
    }

    private static JsonObject Condition(JsonObject pod, string type, bool holds, string? reason, string? message, DateTimeOffset now)
    {
        var old = pod.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == type);
        var status = holds ? "True" : "False";
        return new JsonObject
        {
            ["type"] = type,
            ["status"] = status,
            ["reason"] = reason,
            ["message"] = message,
            ["lastProbeTime"] = null,
            ["lastTransitionTime"] = (old.Text("status") == status ? old.Text("lastTransitionTime") : null) ?? Timestamps.Seconds(now),
        };
    }
}
