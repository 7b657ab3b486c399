namespace RedisOperator.EndToEnd;

public sealed class DeletionTests(OperatorCluster cluster)
{
    private const string EverythingOfAGroup = "pods,statefulsets,services,endpointslices,configmaps,secrets,serviceaccounts,poddisruptionbudgets,networkpolicies";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Retain", 3)]
    [InlineData("Delete", 0)]
    public async Task A_deleted_group_leaves_nothing_but_the_volumes_it_was_told_to_keep(string whenDeleted, int volumes)
    {
        await using var group = await cluster.WholeGroupAsync($"{Specs.Three}\n  persistence: {{ whenDeleted: {whenDeleted} }}", Now);

        await group.Kubectl.RunAsync(Now, "delete", "redisgroup", "cache");

        await Eventually.GetAsync(
            "nothing of the group is left", TimeSpan.FromSeconds(60), ct => group.Kubectl.ListAsync(EverythingOfAGroup, ct),
            left => left.All(IsNotOfTheGroup), left => string.Join(", ", left.Where(item => !IsNotOfTheGroup(item)).Select(Name)), Now);
        await Eventually.GetAsync(
            $"{volumes} volume claims are left", TimeSpan.FromSeconds(30), ct => group.Kubectl.ListAsync("persistentvolumeclaims", ct), claims => claims.Count == volumes,
            claims => string.Join(", ", claims.Select(Name)), Now);
    }

    // The namespace's own ServiceAccount and CA bundle come with every namespace.
    private static bool IsNotOfTheGroup(System.Text.Json.Nodes.JsonNode item) => item["metadata"]!["name"]!.GetValue<string>() is "default" or "kube-root-ca.crt";

    private static string Name(System.Text.Json.Nodes.JsonNode item) => $"{item["kind"]!.GetValue<string>()}/{item["metadata"]!["name"]!.GetValue<string>()}";
}
