using System.Text.Json.Nodes;

namespace RedisOperator.EndToEnd;

/// <summary>kubectl redisgroup: what people look at and type.</summary>
public sealed class PluginTests(OperatorCluster cluster)
{
    private const string Newest = "1.35";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1.32")]
    [InlineData(Newest)]
    public async Task Status_and_switchover_with_kubectl(string version)
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        using var plugin = await PluginProgram.WithAsync(version, group.Kubectl, Now);
        var master = await group.MasterAsync(Now);

        var status = (await plugin.RunAsync(Now, "status", "cache")).EnsureSuccess().StandardOutput;
        status.ShouldContain($"Group       {group.Kubectl.Namespace}/cache\n");
        status.ShouldContain("3/3 pods serve, 3/3 sentinels agree");
        Count(status, $"  {master} is master  ").ShouldBe(3, status);
        status.ShouldContain("which leads");
        var document = JsonNode.Parse((await plugin.RunAsync(Now, "status", "cache", "-o", "json")).EnsureSuccess().StandardOutput)!;
        document["inspection"]!["pods"]!.AsArray().Count(pod => pod!["state"]!.GetValue<string>() == "replica").ShouldBe(2);
        document["inspection"]!["sentinels"]!.AsArray().ShouldAllBe(one => one!["master"]!.GetValue<string>() == master);
        document["status"]!["master"]!["pod"]!.GetValue<string>().ShouldBe(master);

        var target = master == "cache-2" ? "cache-1" : "cache-2";
        var switched = (await plugin.RunAsync(Now, "switchover", "cache", "--to", target)).EnsureSuccess().StandardOutput;
        switched.ShouldStartWith($"Switchover of {master} to {target}: completed");
        switched.ShouldContain($"writes held back on {master}");
        switched.ShouldContain("0 bytes of the replication stream lost");
        (await group.WholeWithoutAsync(master, Now)).Master.ShouldBe(target);
        (await plugin.RunAsync(Now, "status", "cache")).EnsureSuccess().StandardOutput.ShouldContain($"Last switch: Switchover of {master} to {target}: completed");
    }

    [Fact]
    public async Task A_refused_switchover_ends_with_1_and_the_reason_and_is_explained_by_why()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        using var plugin = await PluginProgram.WithAsync(Newest, group.Kubectl, Now);

        var refused = await plugin.RunAsync(Now, "switchover", "cache", "--to", "cache-7");

        refused.ExitCode.ShouldBe(1, refused.ToString());
        refused.StandardOutput.ShouldContain("not done, cache-0 stays master");
        refused.StandardOutput.ShouldContain("cache-7 is no pod of this group: write cache-0, cache-1, cache-2 or any");
        (await plugin.RunAsync(Now, "why", "cache")).EnsureSuccess().StandardOutput.ShouldContain("no switchover: cache-7 is no pod of this group");
        var json = await plugin.RunAsync(Now, "switchover", "cache", "--to", "cache-0", "-o", "json");
        json.ExitCode.ShouldBe(1, json.ToString());
        JsonNode.Parse(json.StandardOutput)!["message"]!.GetValue<string>().ShouldContain("is the master already");
        (await plugin.RunAsync(Now, "switchover", "cache", "--wait=false")).EnsureSuccess().StandardOutput.ShouldContain("asked for");
        await group.WholeWithoutAsync("cache-0", Now);
    }

    [Fact]
    public async Task Why_tells_what_the_operator_did_after_a_crash()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        using var plugin = await PluginProgram.WithAsync(Newest, group.Kubectl, Now);
        var master = await group.MasterAsync(Now);

        await group.KillRedisOfAsync(master, Now);
        await group.WholeWithoutAsync(master, Now);

        var why = (await plugin.RunAsync(Now, "why", "cache")).EnsureSuccess().StandardOutput;
        why.ShouldContain("MasterDown");
        why.ShouldContain($"Last switch: Failover of {master} to ");
        why.ShouldContain("the VIP leads to");
        var decisions = JsonNode.Parse((await plugin.RunAsync(Now, "why", "cache", "-o", "json")).EnsureSuccess().StandardOutput)!["inspection"]!["decisions"]!.AsArray();
        decisions.Select(one => one!["decision"]!.GetValue<string>()).ShouldContain("StartFailover");
        decisions[^1]!["decision"]!.GetValue<string>().ShouldBe("Keep");
    }

    [Fact]
    public async Task Pause_and_resume()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        using var plugin = await PluginProgram.WithAsync(Newest, group.Kubectl, Now);

        (await plugin.RunAsync(Now, "pause", "cache", "--for", "30m")).EnsureSuccess().StandardOutput.ShouldContain("is paused until 20");
        await group.StatusAsync("it is paused", TimeSpan.FromSeconds(20), status => status.Phase == "Paused", Now);
        (await plugin.RunAsync(Now, "status", "cache")).EnsureSuccess().StandardOutput.ShouldContain("Paused      until 20");
        var refused = await plugin.RunAsync(Now, "switchover", "cache");
        refused.ExitCode.ShouldBe(1);
        refused.StandardError.ShouldContain("kubectl redisgroup resume cache");

        (await plugin.RunAsync(Now, "resume", "cache")).EnsureSuccess().StandardOutput.ShouldContain("is not paused any more");
        await group.StatusAsync("it is not paused", TimeSpan.FromSeconds(20), status => status.Phase == "Ready", Now);
        (await plugin.RunAsync(Now, "resume", "cache")).EnsureSuccess().StandardOutput.ShouldContain("was not paused");
    }

    [Fact]
    public async Task Logs_are_of_this_group_alone_in_order_and_can_be_followed()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        using var plugin = await PluginProgram.WithAsync(Newest, group.Kubectl, Now);
        var name = $"{group.Kubectl.Namespace}/cache";

        var lines = (await plugin.RunAsync(Now, "logs", "cache")).EnsureSuccess().StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.ShouldNotBeEmpty();
        lines.ShouldAllBe(line => line.Contains(name, StringComparison.Ordinal));
        lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]).ShouldBeInOrder(SortDirection.Ascending);
        (await plugin.RunAsync(Now, "logs", "cache", "--tail", "1")).EnsureSuccess().StandardOutput.TrimEnd().Split('\n').Length.ShouldBe(1);

        await using var following = RunningProcess.Start(plugin.Command("logs", "cache", "-f", "--since", "1m"));
        await group.SwitchOverAsync("any", Now);
        await Eventually.TrueAsync("the switchover is in the followed log", TimeSpan.FromSeconds(20), _ => Task.FromResult(following.Tail.Contains("HandOver", StringComparison.Ordinal)), Now);
    }

    [Fact]
    public async Task Without_an_operator_to_ask_the_status_is_shown_and_what_is_missing_is_said()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        using var plugin = await PluginProgram.WithAsync(Newest, group.Kubectl, Now);

        var elsewhere = (await plugin.RunAsync(Now, "status", "cache", "--operator-namespace", "default")).EnsureSuccess().StandardOutput;

        elsewhere.ShouldContain("ROLE BY LABEL");
        elsewhere.ShouldContain("are missing: no operator was found in namespace default");
        (await plugin.RunAsync(Now, "why", "cache", "--operator-namespace", "default")).ExitCode.ShouldBe(1);
        var other = await plugin.RunAsync(Now, "status", "cash");
        other.ExitCode.ShouldBe(1);
        other.StandardError.ShouldContain($"error: there is no group cash in namespace {group.Kubectl.Namespace}; there are: cache");
    }

    [Fact]
    public async Task Inspect_lists_every_group_of_the_operator()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var leader = await cluster.LeaderAsync(Now);
        var operators = cluster.Cluster.Kubectl(OperatorInstallation.Namespace);

        var all = await operators.RunAsync(Now, "exec", leader, "--", "redis-operator", "inspect");
        all.ShouldStartWith("NAMESPACE");
        all.Split('\n').ShouldContain(line => line.StartsWith(group.Kubectl.Namespace, StringComparison.Ordinal) && line.Contains("NamedByMajority", StringComparison.Ordinal));
        (await operators.RunAsync(Now, "exec", leader, "--", "redis-operator", "inspect", $"{group.Kubectl.Namespace}/cache")).ShouldContain("(leads)");
        var password = await group.Kubectl.RunAsync(Now, "get", "secret", "cache-auth", "-o", "jsonpath={.data.password}");
        var secret = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(password));
        (await operators.RunAsync(Now, "exec", leader, "--", "redis-operator", "inspect", $"{group.Kubectl.Namespace}/cache", "-o", "json")).ShouldNotContain(secret);
    }

    private static int Count(string text, string part) => (text.Length - text.Replace(part, "", StringComparison.Ordinal).Length) / part.Length;
}
