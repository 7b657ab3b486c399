using System.Diagnostics;

namespace RedisOperator.EndToEnd;

/// <summary>What somebody does by hand and should not have: put right within seconds, nothing lost, and an Event says what was found.</summary>
public sealed class HealingTests(OperatorCluster cluster)
{
    // The measured time is in the output; five seconds is what is promised.
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(15);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_replica_labelled_master_by_hand_is_labelled_replica_again() => HealsAsync(
        async (group, replica) => await group.Kubectl.RunAsync(Now, "label", "--overwrite", "pod", replica, "redisoperator.io/role=master"), replica => replica);

    [Fact]
    public Task A_master_whose_label_is_taken_off_by_hand_has_it_again() => HealsAsync(
        async (group, _) => await group.Kubectl.RunAsync(Now, "label", "pod", await group.MasterAsync(Now), "redisoperator.io/role-"), _ => "its label was gone");

    [Fact]
    public Task A_replica_made_master_by_hand_is_a_replica_again() => HealsAsync(
        async (group, replica) => await group.Group.RedisAsync(await AddressOfAsync(group, replica), Now, "REPLICAOF", "NO", "ONE"), replica => replica);

    [Fact]
    public Task A_replica_pointed_elsewhere_by_hand_follows_the_master_again() => HealsAsync(
        async (group, replica) => await group.Group.RedisAsync(await AddressOfAsync(group, replica), Now, "REPLICAOF", "10.96.255.254", "6379"), replica => replica);

    [Fact]
    public Task A_sentinel_that_was_told_to_forget_the_master_monitors_it_again() => HealsAsync(
        async (group, replica) => await group.Group.RedisAsync($"{await AddressOfAsync(group, replica)}:26379", Now, "SENTINEL", "REMOVE", $"{group.Kubectl.Namespace}.cache"), replica => replica);

    [Fact]
    public Task A_slice_edited_by_hand_leads_to_the_master_again() => HealsAsync(
        async (group, replica) => await group.LeadToAsync((await group.Group.PodsAsync(Now)).Single(pod => pod.Name == replica), Now),
        replica => replica);

    [Fact]
    public async Task A_deleted_VIP_Service_is_made_again_with_its_address()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var master = await group.MasterAsync(Now);
        var address = await group.Group.VipAsync(Now);
        await using var check = await group.CheckAsync(Now);

        var clock = Stopwatch.StartNew();
        await group.Kubectl.RunAsync(Now, "delete", "service", "cache");
        await group.LedToAsync(master, Bound, Now);
        Repeat.Say($"healed after {clock.Elapsed.TotalMilliseconds:0} ms (promised: {Promised.TotalSeconds:0} s)");
        await group.WholeAsync(Now);
        await Task.Delay(TimeSpan.FromSeconds(2), Now);

        (await group.Group.VipAsync(Now)).ShouldBe(address, "clients know the address");
        var verdict = await check.VerdictAsync(Now);
        verdict.ShouldBeFlawless();
        Repeat.Say(await group.EventAsync("Service cache", Now));
    }

    private async Task HealsAsync(Func<TestGroup, string, Task> wrong, Func<string, string> mentioned)
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var master = await group.MasterAsync(Now);
        var replica = (await group.Group.PodsAsync(Now)).Last(pod => pod.Role == "replica").Name;
        await using var check = await group.CheckAsync(Now);

        check.Allow(TimeSpan.FromSeconds(3), Promised, "done by hand");
        var clock = Stopwatch.StartNew();
        await wrong(group, replica);
        await group.EventAsync(mentioned(replica), Now);
        await group.LedToAsync(master, Bound, Now);
        await Eventually.GetAsync(
            "every other pod follows the master", Bound, group.Group.PodsAndRolesAsync, roles => roles.Count(role => role.Value == "slave") == 2, roles => string.Join(", ", roles), Now);
        Repeat.Say($"{await group.EventAsync(mentioned(replica), Now)}; kubectl and redis-cli saw it healed after {clock.Elapsed.TotalMilliseconds:0} ms");
        var status = await group.WholeAsync(Now);
        var verdict = await check.VerdictAsync(Now);

        Repeat.Say($"as seen by the checker, wrong for {verdict.LongestContradictionMs:0} ms (promised: {Promised.TotalSeconds:0} s)");
        verdict.ShouldBeFlawless();
        (status.Master, status.Failovers).ShouldBe((master, 0), status.ToString());
    }

    private static async Task<string> AddressOfAsync(TestGroup group, string pod) => (await group.Group.PodsAsync(Now)).Single(view => view.Name == pod).Address;
}
