using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Schema;

namespace RedisOperator.LocalCluster.Store.Admission;

/// <summary>Those rules of the built-in kinds that an operator's mistakes would run into.</summary>
internal static class BuiltInRules
{
    private static readonly string[] StatefulSetMayChange =
        ["replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit", "persistentVolumeClaimRetentionPolicy", "minReadySeconds"];

    public static void Check(ResourceType type, JsonObject? old, JsonObject obj, List<FieldProblem> problems)
    {
        if (type == KnownTypes.StatefulSets || type == KnownTypes.Deployments || type == KnownTypes.ReplicaSets)
        {
            Workload(type, old, obj, problems);
        }
        else if (type == KnownTypes.Jobs)
        {
            Job(obj, problems);
        }
        else if (type == KnownTypes.Pods)
        {
            Pod(old, obj, problems);
        }
        else if (type == KnownTypes.Services)
        {
            ServiceTypeRules.Check(old, obj, problems);
        }
        else if (type == KnownTypes.EndpointSlices && old is not null && !JsonNode.DeepEquals(old["addressType"], obj["addressType"]))
        {
            problems.Add(FieldProblem.Invalid("addressType", obj["addressType"], "field is immutable"));
        }
        else if (type == KnownTypes.CustomResourceDefinitions)
        {
            CustomKindStatus.Check(obj, problems);
            DefinitionRules.Check(obj, problems);
        }
    }

    private static void Workload(ResourceType type, JsonObject? old, JsonObject obj, List<FieldProblem> problems)
    {
        Containers(obj.At("spec", "template", "spec"), "spec.template.spec", problems);
        var labels = obj.At("spec", "template", "metadata", "labels") as JsonObject;
        if (obj.At("spec", "selector", "matchLabels") is not JsonObject selector)
        {
            problems.Add(FieldProblem.Required("spec.selector"));
        }
        else if (selector.Any(pair => !JsonNode.DeepEquals(labels?[pair.Key], pair.Value)))
        {
            problems.Add(FieldProblem.Invalid("spec.template.metadata.labels", labels, "`selector` does not match template `labels`"));
        }

        if (old is null)
        {
            return;
        }

        if (type == KnownTypes.StatefulSets && FixedPartsDiffer(old.Spec(), obj.Spec()))
        {
            problems.Add(FieldProblem.Forbidden(
                "spec",
                "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', "
                + "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"));
        }
        else if (type != KnownTypes.StatefulSets && !JsonNode.DeepEquals(old.At("spec", "selector"), obj.At("spec", "selector")))
        {
            problems.Add(FieldProblem.Invalid("spec.selector", obj.At("spec", "selector"), "field is immutable"));
        }
    }

    private static void Job(JsonObject obj, List<FieldProblem> problems)
    {
        Containers(obj.At("spec", "template", "spec"), "spec.template.spec", problems);
        if (obj.Text("spec", "template", "spec", "restartPolicy") is not ("Never" or "OnFailure"))
        {
            problems.Add(FieldProblem.Unsupported("spec.template.spec.restartPolicy", obj.At("spec", "template", "spec", "restartPolicy"), ["OnFailure", "Never"]));
        }
    }

    private static bool FixedPartsDiffer(JsonObject? old, JsonObject? now)
    {
        var names = (old ?? []).Select(member => member.Key).Union((now ?? []).Select(member => member.Key)).Except(StatefulSetMayChange);
        return names.Any(name => !JsonNode.DeepEquals(old?[name], now?[name]));
    }

    private static void Pod(JsonObject? old, JsonObject obj, List<FieldProblem> problems)
    {
        Containers(obj["spec"], "spec", problems);
        if (old is null || obj.Spec() is not { } spec)
        {
            return;
        }

        var same = (JsonObject)spec.DeepClone();
        var was = (JsonObject)old.Spec()!.DeepClone();
        foreach (var half in (ReadOnlySpan<JsonObject>)[same, was])
        {
            foreach (var name in (ReadOnlySpan<string>)["activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds"])
            {
                half.Remove(name);
            }

            foreach (var container in half.Items("containers").Concat(half.Items("initContainers")))
            {
                container.Remove("image");
            }
        }

        if (was["nodeName"] is null)
        {
            same.Remove("nodeName");
        }

        if (!JsonNode.DeepEquals(same, was))
        {
            problems.Add(FieldProblem.Forbidden(
                "spec",
                "pod updates may not change fields other than `spec.containers[*].image`, `spec.initContainers[*].image`, `spec.activeDeadlineSeconds`, "
                + "`spec.tolerations` (only additions to existing tolerations), `spec.terminationGracePeriodSeconds`"));
        }
    }

    private static void Containers(JsonNode? spec, string path, List<FieldProblem> problems)
    {
        var seen = new HashSet<string>();
        var index = 0;
        foreach (var container in spec.Items("containers"))
        {
            var at = $"{path}.containers[{index++}]";
            if (container.Text("name") is not { Length: > 0 } name)
            {
                problems.Add(FieldProblem.Required($"{at}.name"));
            }
            else if (!seen.Add(name))
            {
                problems.Add(FieldProblem.Duplicate($"{at}.name", $"\"{name}\""));
            }

            if (container.Text("image") is not { Length: > 0 })
            {
                problems.Add(FieldProblem.Required($"{at}.image"));
            }

            if (spec.Flag("hostNetwork") == true)
            {
                HostPorts(container, at, problems);
            }
        }

        if (index == 0)
        {
            problems.Add(FieldProblem.Required($"{path}.containers"));
        }
    }

    private static void HostPorts(JsonObject container, string path, List<FieldProblem> problems)
    {
        var index = 0;
        foreach (var port in container.Items("ports"))
        {
            // None in a template: its pods get theirs when they are made.
            if (port.Integer("hostPort") is { } number and not 0 && number != port.Integer("containerPort"))
            {
                problems.Add(FieldProblem.Invalid($"{path}.ports[{index}].hostPort", port["hostPort"], "must match `containerPort` when `hostNetwork` is true"));
            }

            index++;
        }
    }
}
