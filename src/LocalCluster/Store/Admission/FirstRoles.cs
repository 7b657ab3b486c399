using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Store.Admission;

/// <summary>The roles that every cluster has and that people bind to.</summary>
internal static class FirstRoles
{
    private static readonly string[] Reading = ["get", "list", "watch"];

    public static IEnumerable<(ResourceType Type, JsonObject Object)> All()
    {
        yield return Role("cluster-admin", Rule(["*"], ["*"], ["*"]), new JsonObject { ["nonResourceURLs"] = Array(["*"]), ["verbs"] = Array(["*"]) });
        yield return Role("admin", Rule(["", "apps", "batch", "policy", "networking.k8s.io", "discovery.k8s.io", "coordination.k8s.io", "rbac.authorization.k8s.io"], ["*"], ["*"]));
        yield return Role("edit", Rule(["", "apps", "batch", "policy", "networking.k8s.io", "discovery.k8s.io", "coordination.k8s.io"], ["*"], ["*"]));
        yield return Role(
            "view",
            Rule([""], ["pods", "pods/log", "services", "endpoints", "configmaps", "serviceaccounts", "events", "persistentvolumeclaims", "namespaces"], Reading),
            Rule(["apps", "batch", "policy", "networking.k8s.io", "discovery.k8s.io"], ["*"], Reading));
        yield return Role(
            "system:basic-user",
            Rule(["authorization.k8s.io"], ["selfsubjectaccessreviews", "selfsubjectrulesreviews"], ["create"]),
            Rule(["authentication.k8s.io"], ["selfsubjectreviews"], ["create"]));
        yield return Role("system:discovery", new JsonObject
        {
            ["nonResourceURLs"] = Array(["/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/readyz", "/openapi", "/openapi/*", "/version", "/version/"]),
            ["verbs"] = Array(["get"]),
        });
        yield return Binding("cluster-admin", "system:masters");
        yield return Binding("system:basic-user", "system:authenticated");
        yield return Binding("system:discovery", "system:authenticated");
    }

    private static (ResourceType Type, JsonObject Object) Role(string name, params JsonNode[] rules) =>
        (KnownTypes.ClusterRoles, new JsonObject { ["metadata"] = Metadata(name), ["rules"] = new JsonArray(rules) });

    private static (ResourceType Type, JsonObject Object) Binding(string role, string group) => (KnownTypes.ClusterRoleBindings, new JsonObject
    {
        ["metadata"] = Metadata(role),
        ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "ClusterRole", ["name"] = role },
        ["subjects"] = new JsonArray(new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "Group", ["name"] = group }),
    });

    private static JsonObject Metadata(string name) =>
        new() { ["name"] = name, ["labels"] = new JsonObject { ["kubernetes.io/bootstrapping"] = "rbac-defaults" } };

    private static JsonObject Rule(string[] groups, string[] resources, string[] verbs) =>
        new() { ["apiGroups"] = Array(groups), ["resources"] = Array(resources), ["verbs"] = Array(verbs) };

    private static JsonArray Array(IEnumerable<string> items) => [.. items.Select(item => JsonValue.Create(item))];
}
