using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Store.Admission;

internal static class WorkloadDefaults
{
    public static void StatefulSet(JsonObject obj)
    {
        if (Spec(obj) is not { } spec)
        {
            return;
        }

        spec.Default("podManagementPolicy", "OrderedReady");
        spec.Default("updateStrategy", () => new JsonObject { ["type"] = "RollingUpdate" });
        if (spec["updateStrategy"] is JsonObject strategy && strategy.Text("type") == "RollingUpdate")
        {
            strategy.Default("rollingUpdate", () => new JsonObject { ["partition"] = 0 });
        }

        spec.Default("persistentVolumeClaimRetentionPolicy", () => new JsonObject { ["whenDeleted"] = "Retain", ["whenScaled"] = "Retain" });
        foreach (var claim in spec.Items("volumeClaimTemplates"))
        {
            claim.Default("apiVersion", "v1");
            claim.Default("kind", "PersistentVolumeClaim");
            (claim["spec"] as JsonObject)?.Default("volumeMode", "Filesystem");
            claim.Default("status", () => new JsonObject { ["phase"] = "Pending" });
        }
    }

    public static void Deployment(JsonObject obj)
    {
        if (Spec(obj) is not { } spec)
        {
            return;
        }

        spec.Default("strategy", () => new JsonObject { ["type"] = "RollingUpdate" });
        if (spec["strategy"] is JsonObject strategy && strategy.Text("type") is null or "RollingUpdate")
        {
            strategy.Default("type", "RollingUpdate");
            strategy.Default("rollingUpdate", () => new JsonObject { ["maxUnavailable"] = "25%", ["maxSurge"] = "25%" });
        }

        spec.Default("progressDeadlineSeconds", 600);
    }

    /// <summary>Unless the pods are chosen by hand, a job knows its own by a label that no other job has.</summary>
    public static void Job(JsonObject obj)
    {
        obj.Default("status", () => new JsonObject());
        if (obj.Spec() is not { } spec || spec["template"] is not JsonObject template)
        {
            return;
        }

        spec.Default("parallelism", 1);
        spec.Default("completions", 1);
        spec.Default("backoffLimit", 6);
        spec.Default("completionMode", "NonIndexed");
        spec.Default("suspend", false);
        if (template["spec"] is JsonObject pod)
        {
            PodDefaults.Spec(pod);
        }

        if (spec["selector"] is null && obj.Uid() is { Length: > 0 } uid)
        {
            var labels = template.Metadata()["labels"] as JsonObject ?? [];
            labels["batch.kubernetes.io/controller-uid"] = uid;
            labels["batch.kubernetes.io/job-name"] = obj.Name();
            labels["controller-uid"] = uid;
            labels["job-name"] = obj.Name();
            template.Metadata()["labels"] = labels.Parent is null ? labels : labels.DeepClone();
            spec["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["batch.kubernetes.io/controller-uid"] = uid } };
        }
    }

    public static void ReplicaSet(JsonObject obj) => Spec(obj);

    private static JsonObject? Spec(JsonObject obj)
    {
        obj.Default("status", () => new JsonObject { ["replicas"] = 0 });
        if (obj.Spec() is not { } spec)
        {
            return null;
        }

        spec.Default("replicas", 1);
        spec.Default("revisionHistoryLimit", 10);
        if (spec.At("template", "spec") is JsonObject pod)
        {
            PodDefaults.Spec(pod);
        }

        return spec;
    }
}
