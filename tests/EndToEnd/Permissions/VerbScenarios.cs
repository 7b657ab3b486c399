using System.Text.Json.Nodes;

namespace RedisOperator.EndToEnd.Permissions;

/// <summary>One for each right that a running operator uses. What only a starting one uses (list, watch, leases) has its own tests.</summary>
internal static class VerbScenarios
{
    private const string Groups = "redisreplicationgroups";
    private const string Group = ProvokedGroup.Name;
    private const string Applied = "redisoperator.io/applied";
    private const string SomebodyElse = "somebody-else";

    /// <summary>In the order in which they are played: those that replace pods come last.</summary>
    public static IReadOnlyList<VerbScenario> All { get; } =
    [
        new(Groups, "patch", group => AskAsync(group, "cache-8"), async group => await group.AnnotationAsync(Groups, Group, "redisoperator.io/switchover") is null),
        new($"{Groups}/status", "patch", group => group.MergeAsync(Groups, Group, """{"spec":{"switchover":{"timeout":"11s"}}}"""), async group => (await group.StatusAsync()).IsWhole),
        new($"{Groups}/finalizers", "update", group => group.DeleteAsync("configmap", "cache-config"), group => group.ExistsAsync("configmap", "cache-config")) { Refused = "configmaps", RefusedVerbs = ["patch"] },

        .. MadeAgain("configmaps", "cache-config"),
        .. MadeAgain("secrets", "cache-auth"),
        .. MadeAgain("serviceaccounts", Group),
        .. MadeAgain("networkpolicies", Group),
        .. MadeAgain("poddisruptionbudgets", Group),
        .. MadeAgain("services", "cache-replicas"),
        .. MadeAgain("statefulsets", Group, "--cascade=orphan"),

        // The Service of a pod that is gone for good.
        new("services", "delete", LeaveServiceAsync, async group => !await group.ExistsAsync("service", "cache-7")),

        new("endpointslices", "create", group => group.DeleteAsync("endpointslice", "cache-vip"), group => group.ExistsAsync("endpointslice", "cache-vip")),
        new("endpointslices", "patch", group => group.MergeAsync("endpointslice", "cache-vip", """{"endpoints":[]}"""), async group => (await group.GetAsync("endpointslice", "cache-vip"))!["endpoints"] is JsonArray { Count: 1 }),
        new("endpointslices", "get", DisownSliceAsync, async group => Says(await group.StatusAsync(), "NameTaken")) { CleanUp = group => group.DeleteAsync("endpointslice", "cache-vip") },

        new("pods", "patch", group => group.MislabelAsync("cache-1"), async group => await group.LabelAsync("pod", "cache-1", "redisoperator.io/role") == "replica"),
        new("events", "create", group => group.MislabelAsync("cache-2"), async group => await group.CorrectionsToldAsync("cache-2") >= 1) { RefusedVerbs = ["create"], Again = group => group.MislabelAsync("cache-2") },
        new("events", "patch", group => group.MislabelAsync("cache-2"), async group => await group.CorrectionsToldAsync("cache-2") >= 2) { Again = group => group.MislabelAsync("cache-2") },

        // A refused growth rests for a minute, unless another size is asked for.
        new("persistentvolumeclaims", "patch", group => GrowAsync(group, "2Gi"), group => ClaimsHaveAsync(group, "3Gi")) { Again = group => GrowAsync(group, "3Gi") },
        new("statefulsets", "delete", group => GrowAsync(group, "4Gi"), group => TemplateHasAsync(group, "4Gi")),

        new("pods", "delete", group => group.MergeAsync(Groups, Group, """{"spec":{"resources":{"requests":{"cpu":"11m"}}}}"""), async group => await RequestsAsync(group, "cache-2") == "11m"),
    ];

    private static IEnumerable<VerbScenario> MadeAgain(string resource, string name, params string[] deletion) =>
    [
        new(resource, "get", group => group.DeleteAsync(resource, name, deletion), group => group.ExistsAsync(resource, name)),
        new(resource, "create", group => group.DeleteAsync(resource, name, deletion), group => group.ExistsAsync(resource, name)),
        new(resource, "patch", group => group.RunAsync("annotate", resource, name, $"{Applied}={SomebodyElse}", "--overwrite"), async group => await group.AnnotationAsync(resource, name, Applied) is { } digest && digest != SomebodyElse),
    ];

    private static Task<string> AskAsync(ProvokedGroup group, string pod) => group.RunAsync("annotate", Groups, Group, $"redisoperator.io/switchover={pod}", "--overwrite");

    private static async Task LeaveServiceAsync(ProvokedGroup group)
    {
        await group.RunAsync("create", "service", "clusterip", "cache-7", "--tcp=6379");
        await group.RunAsync("label", "service", "cache-7", "app.kubernetes.io/managed-by=redis-operator", "redisoperator.io/group=cache");
    }

    /// <summary>The slice is somebody's whose name the group needs.</summary>
    private static Task<string> DisownSliceAsync(ProvokedGroup group) => group.MergeAsync(
        "endpointslice", "cache-vip", """{"metadata":{"ownerReferences":null,"labels":{"app.kubernetes.io/managed-by":null,"redisoperator.io/group":null}}}""");

    private static Task<string> GrowAsync(ProvokedGroup group, string size) => group.MergeAsync(Groups, Group, $$"""{"spec":{"persistence":{"size":"{{size}}"} } }""");

    private static async Task<bool> ClaimsHaveAsync(ProvokedGroup group, string size)
    {
        var claims = await group.Kubectl.ListAsync("persistentvolumeclaims", CancellationToken.None);
        return claims.All(claim => claim["spec"]!["resources"]!["requests"]!["storage"]!.GetValue<string>() == size);
    }

    private static async Task<bool> TemplateHasAsync(ProvokedGroup group, string size) =>
        (await group.GetAsync("statefulset", Group))?["spec"]!["volumeClaimTemplates"]![0]!["spec"]!["resources"]!["requests"]!["storage"]!.GetValue<string>() == size;

    private static async Task<string?> RequestsAsync(ProvokedGroup group, string pod) =>
        (await group.GetAsync("pod", pod))?["spec"]!["containers"]![0]!["resources"]?["requests"]?["cpu"]?.GetValue<string>();

    private static bool Says(GroupStatus status, string reason) =>
        status.Json["status"]?["conditions"]?.AsArray().Any(condition => condition?["reason"]?.GetValue<string>() == reason) == true;
}
