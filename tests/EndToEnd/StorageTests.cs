namespace RedisOperator.EndToEnd;

/// <summary>Volumes grow under a running group, and never shrink.</summary>
public sealed class StorageTests(OperatorCluster cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Volumes_grow_and_no_pod_restarts()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var before = await group.ProcessesAsync(Now);
        await using var writer = await group.WriterAsync(Now);

        await group.PatchSpecAsync("""{"persistence":{"size":"2Gi"}}""", Now);

        await Eventually.GetAsync(
            "every volume has 2Gi",
            Patience,
            token => group.Kubectl.ListAsync("persistentvolumeclaims", token),
            claims => claims.Count == 3 && claims.All(claim => claim["status"]?["capacity"]?["storage"]?.GetValue<string>() == "2Gi"),
            claims => string.Join('\n', claims.Select(claim => claim["status"]?.ToJsonString())),
            Now);
        await Eventually.GetAsync(
            "the StatefulSet makes volumes of 2Gi and has all its pods",
            Patience,
            token => group.Kubectl.GetAsync("statefulset", group.Group.Name, token),
            set => set?["spec"]!["volumeClaimTemplates"]![0]!["spec"]!["resources"]!["requests"]!["storage"]!.GetValue<string>() == "2Gi" && set["status"]?["readyReplicas"]?.GetValue<int>() == 3,
            set => set?.ToJsonString() ?? "no StatefulSet",
            Now);
        (await group.ProcessesAsync(Now)).ShouldBe(before);
        var verdict = await writer.VerdictAsync(Now);
        (verdict.LostPlain, verdict.LostWait).ShouldBe((0, 0), verdict.ToString());
        writer.Process.Gaps.ShouldBeEmpty();
        await group.WholeAsync(Now);
    }

    [Fact]
    public async Task Shrinking_is_refused_at_apply_and_what_the_API_server_cannot_compare_by_condition()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);

        var refused = await group.Kubectl.TryAsync(Now, "patch", "redisreplicationgroup", group.Group.Name, "--type=merge", "-p", """{"spec":{"persistence":{"size":"512Mi"}}}""");

        refused.ExitCode.ShouldNotBe(0, refused.ToString());
        refused.StandardError.ShouldContain("spec.persistence.size cannot be made smaller");
        await group.PatchSpecAsync("""{"persistence":{"size":"0.5G"}}""", Now);
        var condition = await group.ConditionAsync("Progressing", "StorageShrinkRefused", Patience, Now);
        condition["message"]!.GetValue<string>().ShouldContain("write 1Gi or more");
        await group.EventAsync("StorageShrinkRefused", Patience, Now);
        (await group.WholeAsync(Now)).Phase.ShouldBe("Ready");
    }

    [Fact]
    public async Task A_storage_class_that_does_not_let_volumes_grow_is_named()
    {
        (await cluster.Cluster.Kubectl("default").ApplyAsync("""
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: { name: fixed }
            provisioner: local-cluster/directory
            allowVolumeExpansion: false
            """, Now)).EnsureSuccess();
        await using var group = await cluster.WholeGroupAsync(Specs.Three + "\n  persistence: { storageClassName: fixed }", Now);

        await group.PatchSpecAsync("""{"persistence":{"size":"2Gi"}}""", Now);

        var condition = await group.ConditionAsync("Progressing", "StorageGrowthRefused", Patience, Now);
        condition["message"]!.GetValue<string>().ShouldContain("must support resize");
        await group.EventAsync("StorageGrowthRefused", Patience, Now);
        (await group.WholeAsync(Now)).Phase.ShouldBe("Ready");
    }
}
