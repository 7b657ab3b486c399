namespace RedisOperator.EndToEnd;

/// <summary>Changes to a running group for which nothing restarts.</summary>
public sealed class LiveChangeTests(OperatorCluster cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_directive_is_changed_on_all_pods_under_a_writer_and_taken_back()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var before = await group.ProcessesAsync(Now);
        await using var writer = await group.WriterAsync(Now);

        await group.PatchSpecAsync("""{"config":{"maxmemory":"100mb","maxmemory-policy":"allkeys-lru"}}""", Now);
        await group.OnEveryRedisAsync("maxmemory-policy\nallkeys-lru", Patience, Now, "CONFIG", "GET", "maxmemory-policy");
        await group.OnEveryRedisAsync("maxmemory\n104857600", Patience, Now, "CONFIG", "GET", "maxmemory");
        await group.FileSaysAsync("maxmemory-policy allkeys-lru\n", Patience, Now);

        await group.PatchSpecAsync("""{"config":{"maxmemory":"200mb","maxmemory-policy":null}}""", Now);
        await group.OnEveryRedisAsync("maxmemory-policy\nnoeviction", Patience, Now, "CONFIG", "GET", "maxmemory-policy");
        await group.OnEveryRedisAsync("maxmemory\n209715200", Patience, Now, "CONFIG", "GET", "maxmemory");
        await group.FileSaysAsync("maxmemory-policy noeviction\n", Patience, Now);

        (await group.ProcessesAsync(Now)).ShouldBe(before);
        var verdict = await writer.VerdictAsync(Now);
        (verdict.LostPlain, verdict.LostWait).ShouldBe((0, 0), verdict.ToString());
        writer.Process.Gaps.ShouldBeEmpty();
        await group.WholeAsync(Now);
    }

    [Fact]
    public async Task A_refused_directive_is_named_the_others_are_set_and_nothing_restarts()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var before = await group.ProcessesAsync(Now);

        await group.PatchSpecAsync("""{"config":{"maxmemory":"100mb","maxmemory-policy":"nonsense"}}""", Now);

        var condition = await group.ConditionAsync("Progressing", "ConfigRefused", Patience, Now);
        condition["status"]!.GetValue<string>().ShouldBe("False");
        condition["message"]!.GetValue<string>().ShouldContain("maxmemory-policy nonsense: ");
        await group.OnEveryRedisAsync("maxmemory\n104857600", Patience, Now, "CONFIG", "GET", "maxmemory");
        await group.EventAsync("ConfigRefused", Patience, Now);
        (await group.WholeAsync(Now)).Phase.ShouldBe("Ready");
        (await group.ConfigFileAsync(Now)).ShouldNotContain("nonsense");

        // A pod that restarts now finds nothing that could keep it from starting.
        await group.ReplacedAsync($"{group.Group.Name}-2", Now);
        (await group.ProcessesAsync(Now)).Where(process => process.Key != $"{group.Group.Name}-2").ShouldBe(before.Where(process => process.Key != $"{group.Group.Name}-2"));
        await group.OnEveryRedisAsync("maxmemory\n104857600", Patience, Now, "CONFIG", "GET", "maxmemory");

        await group.PatchSpecAsync("""{"config":{"maxmemory-policy":"allkeys-lfu"}}""", Now);
        await group.ConditionAsync("Progressing", "Settled", Patience, Now);
        await group.FileSaysAsync("maxmemory-policy allkeys-lfu\n", Patience, Now);
    }

    [Fact]
    public async Task The_append_only_file_is_switched_on_and_off_without_a_restart()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three + "\n  persistence: { mode: RDB }", Now);
        var before = await group.ProcessesAsync(Now);

        await group.PatchSpecAsync("""{"persistence":{"mode":"Both"}}""", Now);
        await group.OnEveryRedisAsync("appendonly\nyes", Patience, Now, "CONFIG", "GET", "appendonly");
        await group.FileSaysAsync("appendonly yes\n", Patience, Now);

        await group.PatchSpecAsync("""{"persistence":{"mode":"RDB"}}""", Now);
        await group.FileSaysAsync("appendonly no\n", Patience, Now);
        await group.OnEveryRedisAsync("appendonly\nno", Patience, Now, "CONFIG", "GET", "appendonly");

        (await group.ProcessesAsync(Now)).ShouldBe(before);
        await group.WholeAsync(Now);
    }

    [Fact]
    public async Task Labels_and_annotations_are_added_changed_and_removed_in_place()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three + "\n  podTemplate: { labels: { team: shop }, annotations: { note: one } }", Now);
        var before = await group.ProcessesAsync(Now);

        await group.PatchSpecAsync("""{"podTemplate":{"labels":{"team":"web","tier":"front"},"annotations":{"note":null}}}""", Now);

        await Eventually.GetAsync(
            "the labels of every pod are changed",
            Patience,
            token => group.Kubectl.ListAsync("pods", token),
            pods => pods.All(pod => pod["metadata"]!["labels"]!["team"]?.GetValue<string>() == "web"
                && pod["metadata"]!["labels"]!["tier"]?.GetValue<string>() == "front"
                && pod["metadata"]!["annotations"]!["note"] is null),
            cancellationToken: Now);
        (await group.ProcessesAsync(Now)).ShouldBe(before);
        await group.ConditionAsync("Progressing", "Settled", Patience, Now);
    }
}
