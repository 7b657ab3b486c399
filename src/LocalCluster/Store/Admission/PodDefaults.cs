using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Store.Admission;

internal static class PodDefaults
{
    public static void Pod(JsonObject obj)
    {
        obj.Default("status", () => new JsonObject { ["phase"] = "Pending", ["qosClass"] = "BestEffort" });
        if (obj.Spec() is not { } spec)
        {
            return;
        }

        Spec(spec);
        if (spec.Flag("hostNetwork") == true)
        {
            HostPorts(spec);
        }

        // Templates keep what was written; only a pod has a ServiceAccount by default.
        spec.Default("serviceAccountName", "default");
        spec.Default("serviceAccount", () => spec["serviceAccountName"]!.DeepClone());
        spec.Default("enableServiceLinks", true);
        spec.Default("priority", 0);
        spec.Default("preemptionPolicy", "PreemptLowerPriority");
    }

    public static void Spec(JsonObject spec)
    {
        spec.Default("restartPolicy", "Always");
        spec.Default("terminationGracePeriodSeconds", 30);
        spec.Default("dnsPolicy", "ClusterFirst");
        spec.Default("schedulerName", "default-scheduler");
        spec.Default("securityContext", () => new JsonObject());
        foreach (var container in spec.Items("containers").Concat(spec.Items("initContainers")))
        {
            Container(container);
        }

        foreach (var volume in spec.Items("volumes"))
        {
            Volume(volume);
        }
    }

    /// <summary>What listens in the node's network takes the node's port. Of pods only: since Kubernetes 1.28 templates keep what was written here, too.</summary>
    private static void HostPorts(JsonObject spec)
    {
        foreach (var port in spec.Items("containers").Concat(spec.Items("initContainers")).SelectMany(container => container.Items("ports")))
        {
            if (port.Integer("hostPort") is null or 0)
            {
                port["hostPort"] = port["containerPort"]?.DeepClone();
            }
        }
    }

    private static void Container(JsonObject container)
    {
        container.Default("imagePullPolicy", PullPolicy(container.Text("image") ?? ""));
        container.Default("terminationMessagePath", "/dev/termination-log");
        container.Default("terminationMessagePolicy", "File");
        container.Default("resources", () => new JsonObject());
        foreach (var port in container.Items("ports"))
        {
            port.Default("protocol", "TCP");
        }

        foreach (var variable in container.Items("env"))
        {
            (variable.At("valueFrom", "fieldRef") as JsonObject)?.Default("apiVersion", "v1");
        }

        foreach (var name in (ReadOnlySpan<string>)["livenessProbe", "readinessProbe", "startupProbe"])
        {
            if (container[name] is JsonObject probe)
            {
                Probe(probe);
            }
        }
    }

    private static string PullPolicy(string image)
    {
        var tag = image[(image.LastIndexOf('/') + 1)..];
        return tag.Contains('@') || (tag.Contains(':') && !tag.EndsWith(":latest", StringComparison.Ordinal)) ? "IfNotPresent" : "Always";
    }

    private static void Probe(JsonObject probe)
    {
        probe.Default("timeoutSeconds", 1);
        probe.Default("periodSeconds", 10);
        probe.Default("successThreshold", 1);
        probe.Default("failureThreshold", 3);
        if (probe["httpGet"] is JsonObject get)
        {
            get.Default("path", "/");
            get.Default("scheme", "HTTP");
        }
    }

    private static void Volume(JsonObject volume)
    {
        foreach (var source in (ReadOnlySpan<string>)["configMap", "secret", "projected", "downwardAPI"])
        {
            (volume[source] as JsonObject)?.Default("defaultMode", 420);
        }

        foreach (var item in volume.Items("downwardAPI", "items"))
        {
            (item["fieldRef"] as JsonObject)?.Default("apiVersion", "v1");
        }

        foreach (var source in volume.Items("projected", "sources"))
        {
            (source["serviceAccountToken"] as JsonObject)?.Default("expirationSeconds", 3600);
        }
    }
}
