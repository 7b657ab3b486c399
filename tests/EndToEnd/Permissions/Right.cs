using System.Text.Json.Nodes;

namespace RedisOperator.EndToEnd.Permissions;

/// <summary>One verb on one resource, as RBAC has it.</summary>
internal sealed record Right(string Group, string Resource, string Verb)
{
    /// <summary>What is in no namespace needs a ClusterRole.</summary>
    public bool IsOfCluster => Resource == "nodes";

    public override string ToString() => $"{Verb} {Resource}";

    /// <summary>The rights that config/rbac gives the operator, one by one.</summary>
    public static async Task<IReadOnlyList<Right>> ShippedAsync(Kubectl kubectl, CancellationToken cancellationToken)
    {
        var rights = new List<Right>();
        foreach (var file in (string[])["role.yaml", "leader_election_role.yaml"])
        {
            var json = await kubectl.In(OperatorInstallation.Namespace).RunAsync(cancellationToken, "create", "--dry-run=client", "-o", "json", "-f", Path.Combine(RepositoryPaths.Config, "rbac", file));
            rights.AddRange(JsonNode.Parse(json)!["rules"]!.AsArray().SelectMany(rule => Of(rule!)));
        }

        return rights;
    }

    /// <summary>Rules that give exactly these.</summary>
    public static JsonArray Rules(IEnumerable<Right> rights) =>
    [
        .. rights.GroupBy(right => (right.Group, right.Resource)).Select(rule => (JsonNode)new JsonObject
        {
            ["apiGroups"] = new JsonArray(rule.Key.Group),
            ["resources"] = new JsonArray(rule.Key.Resource),
            ["verbs"] = new JsonArray([.. rule.Select(right => (JsonNode)right.Verb)]),
        }),
    ];

    private static IEnumerable<Right> Of(JsonNode rule) =>
        from apiGroup in Texts(rule, "apiGroups")
        from resource in Texts(rule, "resources")
        from verb in Texts(rule, "verbs")
        select new Right(apiGroup, resource, verb);

    private static IEnumerable<string> Texts(JsonNode rule, string member) => rule[member]!.AsArray().Select(item => item!.GetValue<string>());
}
