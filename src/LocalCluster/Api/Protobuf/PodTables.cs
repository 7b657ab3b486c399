using static RedisOperator.LocalCluster.Api.Protobuf.FieldOf;

namespace RedisOperator.LocalCluster.Api.Protobuf;

/// <summary>Field numbers of pods, as far as a template made by `kubectl create` has them.</summary>
internal static class PodTables
{
    private static readonly Dictionary<string, Dictionary<int, MessageField>> Tables = new()
    {
        ["Pod"] = new() { [1] = Metadata, [2] = One("spec", "PodSpec") },
        ["PodSpec"] = new()
        {
            [2] = Many("containers", "Container"),
            [3] = Text("restartPolicy"),
            [4] = Number("terminationGracePeriodSeconds"),
            [5] = Number("activeDeadlineSeconds"),
            [6] = Text("dnsPolicy"),
            [7] = Map("nodeSelector"),
            [8] = Text("serviceAccountName"),
            [9] = Text("serviceAccount"),
            [10] = Text("nodeName"),
            [11] = Mark("hostNetwork"),
            [15] = Many("imagePullSecrets", "LocalObjectReference"),
            [16] = Text("hostname"),
            [17] = Text("subdomain"),
            [19] = Text("schedulerName"),
            [20] = Many("initContainers", "Container"),
            [21] = Flag("automountServiceAccountToken"),
            [22] = Many("tolerations", "Toleration"),
            [24] = Text("priorityClassName"),
        },
        ["Container"] = new()
        {
            [1] = Text("name"),
            [2] = Text("image"),
            [3] = Texts("command"),
            [4] = Texts("args"),
            [5] = Text("workingDir"),
            [6] = Many("ports", "ContainerPort"),
            [7] = Many("env", "EnvVar"),
            [8] = One("resources", "ResourceRequirements"),
            [9] = Many("volumeMounts", "VolumeMount"),
            [13] = Text("terminationMessagePath"),
            [14] = Text("imagePullPolicy"),
            [16] = Mark("stdin"),
            [17] = Mark("stdinOnce"),
            [18] = Mark("tty"),
            [20] = Text("terminationMessagePolicy"),
        },
        ["ContainerPort"] = new() { [1] = Text("name"), [2] = Count("hostPort"), [3] = Number("containerPort"), [4] = Text("protocol"), [5] = Text("hostIP") },
        ["EnvVar"] = new() { [1] = Text("name"), [2] = Text("value") },
        ["ResourceRequirements"] = new() { [1] = Quantities("limits"), [2] = Quantities("requests") },
        ["VolumeMount"] = new() { [1] = Text("name"), [2] = Mark("readOnly"), [3] = Text("mountPath"), [4] = Text("subPath") },
        ["Toleration"] = new() { [1] = Text("key"), [2] = Text("operator"), [3] = Text("value"), [4] = Text("effect"), [5] = Number("tolerationSeconds") },
    };

    public static IReadOnlyDictionary<int, MessageField>? Find(string message) => Tables.GetValueOrDefault(message);
}
