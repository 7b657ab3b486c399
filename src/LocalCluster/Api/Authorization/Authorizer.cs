using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Authorization;

/// <summary>What somebody wants to do: a verb on a resource ("pods/log" with its subresource), or on a path.</summary>
internal sealed record Attempt(string Verb, string Group, string Resource, string? Namespace, string? Name);

/// <summary>RBAC: (Cluster)Roles and their bindings, read from the registry for each request.</summary>
internal sealed class Authorizer(Registry registry)
{
    /// <summary>Throws Forbidden (403).</summary>
    public void Require(User user, string verb, ResourceType type, string subresource, string? ns, string? name)
    {
        var resource = subresource.Length == 0 ? type.Plural : $"{type.Plural}/{subresource}";
        var attempt = new Attempt(verb, type.Group, resource, ns, name);
        if (Allows(user, attempt))
        {
            return;
        }

        var quoted = name is null ? "" : $" \"{name}\"";
        var where = ns is null ? "at the cluster scope" : $"in the namespace \"{ns}\"";
        throw new StatusException(
            403,
            "Forbidden",
            $"{type.QualifiedPlural}{quoted} is forbidden: User \"{user.Name}\" cannot {verb} resource \"{resource}\" in API group \"{type.Group}\" {where}",
            new JsonObject { ["name"] = name, ["group"] = type.Group, ["kind"] = type.Plural });
    }

    public void RequireNonResource(User user, string method, string path)
    {
        var verb = method.ToLowerInvariant();
        if (!user.IsAdmin && !RulesOf(user, null).Any(rule => Contains(rule, "verbs", verb) && Strings(rule, "nonResourceURLs").Any(url => Covers(url, path))))
        {
            throw new StatusException(403, "Forbidden", $"forbidden: User \"{user.Name}\" cannot {verb} path \"{path}\"", []);
        }
    }

    public bool Allows(User user, Attempt attempt) => user.IsAdmin || RulesOf(user, attempt.Namespace).Any(rule => Permits(rule, attempt));

    /// <summary>Every rule that holds for somebody in a namespace (null: cluster-wide ones only).</summary>
    public IEnumerable<JsonObject> RulesOf(User user, string? ns)
    {
        if (user.IsAdmin)
        {
            return Rules(KnownTypes.ClusterRoles.Key(null, "cluster-admin"));
        }

        var clusterWide = registry.List(KnownTypes.ClusterRoleBindings).Items;
        var local = ns is null ? [] : registry.List(KnownTypes.RoleBindings, ns).Items;
        return clusterWide.Concat(local).Where(binding => IsSubject(user, binding)).SelectMany(binding => Rules(RoleOf(binding)));
    }

    private static ObjectKey RoleOf(JsonObject binding)
    {
        var name = binding.Text("roleRef", "name") ?? "";
        return binding.Text("roleRef", "kind") == "Role" ? KnownTypes.Roles.Key(binding.Namespace(), name) : KnownTypes.ClusterRoles.Key(null, name);
    }

    private IEnumerable<JsonObject> Rules(ObjectKey role) => registry.Get(role) is { } found ? found.Items("rules") : [];

    private static bool IsSubject(User user, JsonObject binding) => binding.Items("subjects").Any(subject => subject.Text("kind") switch
    {
        "User" => subject.Text("name") == user.Name,
        "Group" => user.Groups.Contains(subject.Text("name")),
        "ServiceAccount" => user.Name == $"system:serviceaccount:{subject.Text("namespace") ?? binding.Namespace()}:{subject.Text("name")}",
        _ => false,
    });

    private static bool Permits(JsonObject rule, Attempt attempt)
    {
        var names = Strings(rule, "resourceNames").ToList();
        return Contains(rule, "verbs", attempt.Verb)
            && Contains(rule, "apiGroups", attempt.Group)
            && Strings(rule, "resources").Any(resource => CoversResource(resource, attempt.Resource))
            && (names.Count == 0 || (attempt.Name is not null && names.Contains(attempt.Name)));
    }

    private static bool CoversResource(string granted, string wanted) =>
        granted == "*" || granted == wanted
        || (granted.StartsWith("*/", StringComparison.Ordinal) && wanted.EndsWith(granted[1..], StringComparison.Ordinal));

    private static bool Covers(string granted, string path) =>
        granted == "*" || granted == path || (granted.EndsWith('*') && path.StartsWith(granted[..^1], StringComparison.Ordinal));

    private static bool Contains(JsonObject rule, string member, string value) => Strings(rule, member).Any(item => item == "*" || item == value);

    private static IEnumerable<string> Strings(JsonObject rule, string member) =>
        (rule[member] as JsonArray ?? []).Select(item => item?.GetValue<string>() ?? "");
}
