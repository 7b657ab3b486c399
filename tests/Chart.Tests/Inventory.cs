using System.Text.Json.Nodes;

namespace RedisOperator.Chart.Tests;

/// <summary>Everything that is in a cluster, of every kind that can be listed, as KIND NAMESPACE/NAME; Events apart, which only say what was.</summary>
internal static class Inventory
{
    public static async Task<IReadOnlySet<string>> TakeAsync(LocalClusterProcess cluster, CancellationToken cancellationToken)
    {
        var kubectl = cluster.Kubectl("default");
        var kinds = (await kubectl.RunAsync(cancellationToken, "api-resources", "--verbs=list", "-o", "name")).Split('\n').Where(kind => kind.Length > 0 && !kind.StartsWith("events", StringComparison.Ordinal));
        var objects = await kubectl.ListAsync(string.Join(',', kinds), cancellationToken, "--all-namespaces");
        return objects.Where(one => !IsOfAGroup(one)).Select(Text).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Waits until what is there besides what was there before is exactly this.</summary>
    public static Task LeftAsync(LocalClusterProcess cluster, IReadOnlySet<string> before, IReadOnlyList<string> expected, CancellationToken cancellationToken) => Eventually.GetAsync(
        "exactly what the docs say is left",
        TimeSpan.FromSeconds(60),
        async ct => (await TakeAsync(cluster, ct)).Except(before).Order(StringComparer.Ordinal).ToArray(),
        left => left.SequenceEqual(expected.Order(StringComparer.Ordinal)),
        left => $"left:\n{string.Join('\n', left)}\nexpected:\n{string.Join('\n', expected.Order(StringComparer.Ordinal))}",
        cancellationToken);

    // What belongs to the groups goes on with them: their namespace is theirs, and so are its volumes.
    private static bool IsOfAGroup(JsonNode one) =>
        one["metadata"]!["namespace"]?.GetValue<string>() == Installation.GroupNamespace || one["spec"]?["claimRef"]?["namespace"]?.GetValue<string>() == Installation.GroupNamespace;

    private static string Text(JsonNode one)
    {
        var ns = one["metadata"]!["namespace"]?.GetValue<string>();
        return $"{one["kind"]!.GetValue<string>()} {(ns is null ? "" : ns + "/")}{one["metadata"]!["name"]!.GetValue<string>()}";
    }
}
