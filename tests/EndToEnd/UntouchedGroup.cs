namespace RedisOperator.EndToEnd;

/// <summary>A group that became whole at the start of the run, and the versions that all its objects had soon after.</summary>
public sealed class UntouchedGroup(Kubectl kubectl, IReadOnlyDictionary<string, string> versions, DateTimeOffset since)
{
    private const string Kinds =
        "redisreplicationgroups,statefulsets,pods,services,endpointslices,configmaps,secrets,serviceaccounts,poddisruptionbudgets,networkpolicies,persistentvolumeclaims,events";

    // Statuses and events that belong to becoming Ready may still be on their way.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    public IReadOnlyDictionary<string, string> Versions { get; } = versions;

    public DateTimeOffset Since { get; } = since;

    public static async Task<UntouchedGroup> StartAsync(OperatorCluster cluster, CancellationToken cancellationToken)
    {
        var group = await cluster.ApplyAsync(Specs.Three, cancellationToken, "still");
        await group.WholeAsync(cancellationToken);
        await Task.Delay(Settling, cancellationToken);
        return new UntouchedGroup(group.Kubectl, await ReadAsync(group.Kubectl, cancellationToken), TimeProvider.System.GetUtcNow());
    }

    public Task<IReadOnlyDictionary<string, string>> NowAsync(CancellationToken cancellationToken) => ReadAsync(kubectl, cancellationToken);

    private static async Task<IReadOnlyDictionary<string, string>> ReadAsync(Kubectl kubectl, CancellationToken cancellationToken)
    {
        var objects = await kubectl.ListAsync(Kinds, cancellationToken);
        return objects.ToDictionary(
            item => $"{item["kind"]!.GetValue<string>()}/{item["metadata"]!["name"]!.GetValue<string>()}", item => item["metadata"]!["resourceVersion"]!.GetValue<string>(), StringComparer.Ordinal);
    }
}
