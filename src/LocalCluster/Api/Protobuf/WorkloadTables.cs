using static RedisOperator.LocalCluster.Api.Protobuf.FieldOf;

namespace RedisOperator.LocalCluster.Api.Protobuf;

/// <summary>Field numbers of workloads, Services, budgets and priorities, as far as `kubectl create` fills them in.</summary>
internal static class WorkloadTables
{
    private static readonly Dictionary<string, Dictionary<int, MessageField>> Tables = new()
    {
        ["Deployment"] = new() { [1] = Metadata, [2] = One("spec", "DeploymentSpec") },
        ["DeploymentSpec"] = new()
        {
            [1] = Number("replicas"),
            [2] = One("selector", "LabelSelector"),
            [3] = One("template", "PodTemplateSpec"),
            [4] = One("strategy", "DeploymentStrategy"),
            [5] = Count("minReadySeconds"),
            [6] = Number("revisionHistoryLimit"),
            [7] = Mark("paused"),
            [9] = Number("progressDeadlineSeconds"),
        },
        ["DeploymentStrategy"] = new() { [1] = Text("type"), [2] = One("rollingUpdate", "RollingUpdate") },
        ["RollingUpdate"] = new() { [1] = NumberOrText("maxUnavailable"), [2] = NumberOrText("maxSurge") },
        ["Job"] = new() { [1] = Metadata, [2] = One("spec", "JobSpec") },
        ["JobSpec"] = new()
        {
            [1] = Number("parallelism"),
            [2] = Number("completions"),
            [3] = Number("activeDeadlineSeconds"),
            [4] = One("selector", "LabelSelector"),
            [5] = Flag("manualSelector"),
            [6] = One("template", "PodTemplateSpec"),
            [7] = Number("backoffLimit"),
            [8] = Number("ttlSecondsAfterFinished"),
            [9] = Text("completionMode"),
            [10] = Flag("suspend"),
        },
        ["PodTemplateSpec"] = new() { [1] = Metadata, [2] = One("spec", "PodSpec") },
        ["LabelSelector"] = new() { [1] = Map("matchLabels"), [2] = Many("matchExpressions", "LabelSelectorRequirement") },
        ["LabelSelectorRequirement"] = new() { [1] = Text("key"), [2] = Text("operator"), [3] = Texts("values") },
        ["Service"] = new() { [1] = Metadata, [2] = One("spec", "ServiceSpec") },
        ["ServiceSpec"] = new()
        {
            [1] = Many("ports", "ServicePort"),
            [2] = Map("selector"),
            [3] = Text("clusterIP"),
            [4] = Text("type"),
            [5] = Texts("externalIPs"),
            [7] = Text("sessionAffinity"),
            [8] = Text("loadBalancerIP"),
            [9] = Texts("loadBalancerSourceRanges"),
            [10] = Text("externalName"),
            [11] = Text("externalTrafficPolicy"),
            [12] = Count("healthCheckNodePort"),
            [13] = Mark("publishNotReadyAddresses"),
        },
        ["ServicePort"] = new()
        {
            [1] = Text("name"),
            [2] = Text("protocol"),
            [3] = Number("port"),
            [4] = NumberOrText("targetPort"),
            [5] = Count("nodePort"),
            [6] = Text("appProtocol"),
        },
        ["PodDisruptionBudget"] = new() { [1] = Metadata, [2] = One("spec", "PodDisruptionBudgetSpec") },
        ["PodDisruptionBudgetSpec"] = new()
        {
            [1] = NumberOrText("minAvailable"),
            [2] = One("selector", "LabelSelector"),
            [3] = NumberOrText("maxUnavailable"),
            [4] = Text("unhealthyPodEvictionPolicy"),
        },
        ["PriorityClass"] = new() { [1] = Metadata, [2] = Number("value"), [3] = Mark("globalDefault"), [4] = Text("description"), [5] = Text("preemptionPolicy") },
    };

    public static IReadOnlyDictionary<int, MessageField>? Find(string message) => Tables.GetValueOrDefault(message);
}
