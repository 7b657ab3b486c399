namespace RedisOperator.EndToEnd;

public sealed class ScalingTests(OperatorCluster cluster)
{
    private const string One = """
          replicas: 1
          image: redis:8.2
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_one_to_five_and_back_to_one_with_the_master_on_a_pod_that_goes_no_write_is_lost()
    {
        await using var group = await cluster.WholeGroupAsync(One, Now);
        await using var check = await group.CheckAsync(Now, rate: 400);

        await ScaleAsync(group, 3);
        await ScaleAsync(group, 5);
        await MasterIsAsync(group, "cache-4");
        await ScaleAsync(group, 3);
        await MasterIsAsync(group, "cache-2");
        await ScaleAsync(group, 2);
        await MasterIsAsync(group, "cache-1");
        await ScaleAsync(group, 1);
        var verdict = await check.VerdictAsync(Now);

        verdict.ShouldBeFlawless();
        var status = await group.Group.StatusAsync(Now);
        (status.Master, status.Failovers).ShouldBe(("cache-0", 0), status.ToString());
        var sentinel = await group.Group.RedisAsync($"{(await group.Group.PodsAsync(Now)).Single().Address}:26379", Now, "SENTINEL", "MASTERS");
        sentinel.ShouldNotContain("s_down", customMessage: "sentinels remember nobody who is gone");
    }

    private static async Task ScaleAsync(TestGroup group, int replicas)
    {
        await group.Kubectl.RunAsync(Now, "scale", "redisgroup", "cache", $"--replicas={replicas}");
        await group.StatusAsync($"{replicas} pods, all of them whole", Patience, status => status.IsWhole && status.Replicas == replicas, Now);
        await Eventually.GetAsync(
            $"{replicas} pods are left", Patience, group.Group.PodsAsync, pods => pods.Count(pod => pod.Name != "cache-sentinel-0" && pod.Role.Length > 0) == replicas, pods => string.Join('\n', pods), Now);
        // Going from one pod to several, the one that is there is replaced too: alone it starts as master, among others it must not.
        await group.StatusAsync("nothing is left to change", Patience, status => status.IsWhole && status.Condition("Progressing") == "False", Now);
        await group.LedToMasterAsync(Now);
    }

    private static async Task MasterIsAsync(TestGroup group, string pod)
    {
        var answer = await group.SwitchOverAsync(pod, Now);
        // What was done before may have made it master already.
        (answer.Outcome == "Completed" || answer.Message == $"{pod} is the master already").ShouldBeTrue(answer.ToString());
        await group.StatusAsync($"whole under {pod}", Patience, status => status.IsWhole && status.Master == pod, Now);
    }
}
