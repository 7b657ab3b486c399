using System.Text.Json.Nodes;

namespace RedisOperator.EndToEnd;

/// <summary>What tests of a running group's changes do to it and ask of it.</summary>
internal static class LiveChanges
{
    public static Task PatchSpecAsync(this TestGroup group, string spec, CancellationToken ct) =>
        group.Kubectl.RunAsync(ct, "patch", "redisreplicationgroup", group.Group.Name, "--type=merge", "-p", $$"""{"spec":{{spec}}}""");

    /// <summary>Each pod's own identity, restarts of its containers and process of its redis: what a restart of any kind changes.</summary>
    public static async Task<SortedDictionary<string, string>> ProcessesAsync(this TestGroup group, CancellationToken ct)
    {
        var processes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pod in await group.Group.PodsAsync(ct))
        {
            processes[pod.Name] = $"{pod.Uid} {pod.Restarts} {await group.Group.RunIdAsync(pod.Address, ct)}";
        }

        return processes;
    }

    /// <summary>Waits until every redis answers this command with this.</summary>
    public static Task OnEveryRedisAsync(this TestGroup group, string answer, TimeSpan within, CancellationToken ct, params string[] command) =>
        Eventually.GetAsync(
            $"every redis answers {string.Join(' ', command)} with {answer}",
            within,
            async token =>
            {
                var pods = await group.Group.PodsAsync(token);
                return await Task.WhenAll(pods.Select(pod => group.Group.RedisAsync(pod.Address, token, command)));
            },
            answers => answers.Length > 0 && answers.All(one => one == answer),
            answers => string.Join('\n', answers),
            ct);

    /// <summary>A group at rest is never written, nor is what somebody else has changed of its Services.</summary>
    public static Task NothingMovesAsync(this TestGroup group, CancellationToken ct)
    {
        async Task<string> VersionsAsync() =>
            string.Join(' ', (await group.Kubectl.ListAsync("services,endpointslices,redisreplicationgroups", ct)).Select(item => item["metadata"]!["resourceVersion"]!.ToString()));
        return Eventually.GetAsync(
            "nothing is written for five seconds",
            TimeSpan.FromSeconds(40),
            async token =>
            {
                var before = await VersionsAsync();
                await Task.Delay(TimeSpan.FromSeconds(5), token);
                return (Before: before, After: await VersionsAsync());
            },
            versions => versions.Before == versions.After,
            cancellationToken: ct);
    }

    public static async Task<string> ConfigFileAsync(this TestGroup group, CancellationToken ct) =>
        (await group.Kubectl.GetAsync("configmap", $"{group.Group.Name}-config", ct))!["data"]![$"{group.Group.Name}-0.redis.conf"]!.GetValue<string>();

    public static Task FileSaysAsync(this TestGroup group, string line, TimeSpan within, CancellationToken ct) =>
        Eventually.GetAsync($"the file says {line}", within, group.ConfigFileAsync, text => text.Contains(line, StringComparison.Ordinal), cancellationToken: ct);

    /// <summary>Waits until a condition of the group has this reason, and gives it.</summary>
    public static async Task<JsonNode> ConditionAsync(this TestGroup group, string type, string reason, TimeSpan within, CancellationToken ct) =>
        (await Eventually.GetAsync(
            $"{type} has the reason {reason}",
            within,
            async token => (await group.Group.StatusAsync(token)).Json["status"]?["conditions"]?.AsArray().FirstOrDefault(one => one?["type"]?.GetValue<string>() == type),
            condition => condition?["reason"]?.GetValue<string>() == reason,
            condition => condition?.ToJsonString() ?? "no condition",
            ct))!;

    public static Task EventAsync(this TestGroup group, string reason, TimeSpan within, CancellationToken ct) =>
        Eventually.TrueAsync(
            $"there is an Event {reason}",
            within,
            async token => (await group.Kubectl.RunAsync(token, "get", "events", "-o", "jsonpath={.items[*].reason}")).Split(' ').Contains(reason),
            ct);

    public static Task SecretAsync(this TestGroup group, string what, Func<JsonNode, bool> isSo, TimeSpan within, CancellationToken ct) =>
        Eventually.GetAsync(
            what,
            within,
            token => group.Kubectl.GetAsync("secret", $"{group.Group.Name}-auth", token),
            secret => secret is not null && isSo(secret),
            secret => secret?["metadata"]?.ToJsonString() ?? "no Secret",
            ct);
}
