using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>Names, pods and claims of a StatefulSet's ordinals.</summary>
internal static class StatefulSetPods
{
    public const string RevisionLabel = "controller-revision-hash";
    private const string NameLabel = "statefulset.kubernetes.io/pod-name";
    private const string IndexLabel = "apps.kubernetes.io/pod-index";

    /// <summary>Null when the name is not one of this set's.</summary>
    public static int? Ordinal(JsonObject set, JsonObject pod)
    {
        var prefix = set.Name() + "-";
        var name = pod.Name();
        return name.StartsWith(prefix, StringComparison.Ordinal) && int.TryParse(name[prefix.Length..], out var ordinal) ? ordinal : null;
    }

    public static string PodName(JsonObject set, int ordinal) => $"{set.Name()}-{ordinal}";

    public static JsonObject Pod(JsonObject set, JsonObject template, int ordinal, string revision)
    {
        var name = PodName(set, ordinal);
        var pod = Pods.FromTemplate(template, set);
        pod.Metadata()["name"] = name;
        var labels = pod.Metadata()["labels"]!;
        labels[RevisionLabel] = revision;
        labels[NameLabel] = name;
        labels[IndexLabel] = ordinal.ToString();
        var spec = pod.Spec()!;
        spec["hostname"] = name;
        spec["subdomain"] = set.Text("spec", "serviceName") ?? "";
        AddClaims(set, spec, ordinal);
        return pod;
    }

    public static IEnumerable<JsonObject> Claims(JsonObject set, int ordinal)
    {
        foreach (var template in set.Items("spec", "volumeClaimTemplates"))
        {
            var labels = (JsonObject)(template["metadata"]?["labels"]?.DeepClone() ?? new JsonObject());
            foreach (var (name, value) in set.At("spec", "selector", "matchLabels") as JsonObject ?? [])
            {
                labels[name] = value?.DeepClone();
            }

            var metadata = new JsonObject { ["name"] = ClaimName(set, template, ordinal), ["labels"] = labels };
            if (set.Text("spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted") == "Delete")
            {
                metadata["ownerReferences"] = new JsonArray(Owners.Reference(set, controller: false));
            }

            yield return new JsonObject { ["metadata"] = metadata, ["spec"] = template["spec"]!.DeepClone() };
        }
    }

    private static string ClaimName(JsonObject set, JsonObject template, int ordinal) => $"{template.Name()}-{set.Name()}-{ordinal}";

    private static void AddClaims(JsonObject set, JsonObject spec, int ordinal)
    {
        var volumes = new JsonArray();
        var claimed = set.Items("spec", "volumeClaimTemplates").ToList();
        foreach (var template in claimed)
        {
            volumes.Add(new JsonObject
            {
                ["name"] = template.Name(),
                ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = ClaimName(set, template, ordinal) },
            });
        }

        foreach (var volume in spec.Items("volumes").Where(volume => claimed.TrueForAll(template => template.Name() != volume.Text("name"))))
        {
            volumes.Add(volume.DeepClone());
        }

        spec["volumes"] = volumes;
    }
}
