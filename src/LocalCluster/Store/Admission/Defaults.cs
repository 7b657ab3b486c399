using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Store.Admission;

/// <summary>What the API fills in for built-in kinds, as far as clients and controllers depend on it.</summary>
internal static class Defaults
{
    private static readonly Dictionary<ResourceType, Action<JsonObject>> ByType = new()
    {
        [KnownTypes.Namespaces] = Namespace,
        [KnownTypes.Nodes] = _ => { },
        [KnownTypes.Pods] = PodDefaults.Pod,
        [KnownTypes.Services] = ServiceDefaults.Service,
        [KnownTypes.StatefulSets] = WorkloadDefaults.StatefulSet,
        [KnownTypes.Deployments] = WorkloadDefaults.Deployment,
        [KnownTypes.Jobs] = WorkloadDefaults.Job,
        [KnownTypes.ReplicaSets] = WorkloadDefaults.ReplicaSet,
        [KnownTypes.Secrets] = Secret,
        [KnownTypes.PersistentVolumeClaims] = Claim,
        [KnownTypes.Roles] = obj => obj.Default("rules", () => new JsonArray()),
        [KnownTypes.ClusterRoles] = obj => obj.Default("rules", () => new JsonArray()),
        [KnownTypes.RoleBindings] = Binding,
        [KnownTypes.ClusterRoleBindings] = Binding,
        [KnownTypes.CustomResourceDefinitions] = CustomKindStatus.Defaults,
    };

    public static void Apply(ResourceType type, JsonObject obj) => ByType.GetValueOrDefault(type)?.Invoke(obj);

    public static void Default(this JsonObject obj, string name, Func<JsonNode> value)
    {
        if (obj[name] is null)
        {
            obj[name] = value();
        }
    }

    public static void Default(this JsonObject obj, string name, JsonNode value) => obj.Default(name, () => value);

    private static void Namespace(JsonObject obj)
    {
        obj.Default("spec", () => new JsonObject { ["finalizers"] = new JsonArray("kubernetes") });
        obj.Default("status", () => new JsonObject { ["phase"] = "Active" });
        var labels = obj.Metadata()["labels"] as JsonObject;
        if (labels is null)
        {
            obj.Metadata()["labels"] = labels = [];
        }

        labels["kubernetes.io/metadata.name"] = obj.Name();
    }

    private static void Secret(JsonObject obj)
    {
        obj.Default("type", "Opaque");
        if (obj["stringData"] is JsonObject plain)
        {
            obj.Default("data", () => new JsonObject());
            foreach (var (name, value) in plain)
            {
                obj["data"]![name] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(value?.GetValue<string>() ?? ""));
            }

            obj.Remove("stringData");
        }
    }

    private static void Claim(JsonObject obj)
    {
        if (obj.Spec() is { } spec)
        {
            spec.Default("volumeMode", "Filesystem");
            spec.Default("storageClassName", "local");
        }

        obj.Default("status", () => new JsonObject { ["phase"] = "Pending" });
    }

    private static void Binding(JsonObject obj)
    {
        if (obj["roleRef"] is JsonObject role)
        {
            role.Default("apiGroup", "rbac.authorization.k8s.io");
        }

        foreach (var subject in obj.Items("subjects"))
        {
            if (subject.Text("kind") is "User" or "Group")
            {
                subject.Default("apiGroup", "rbac.authorization.k8s.io");
            }
        }
    }
}
