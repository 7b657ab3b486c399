namespace RedisOperator.EndToEnd;

public sealed class GroupsApartTests(OperatorCluster cluster)
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replica_pointed_at_another_groups_master_gets_nothing_of_its_data_and_loses_nothing_of_its_own()
    {
        await using var one = await cluster.WholeGroupAsync(Specs.Three, Now);
        await using var other = await cluster.WholeGroupAsync(Specs.Three, Now);
        await one.Group.RedisAsync(await one.Group.VipAsync(Now), Now, "SET", "one", "1");
        await other.Group.RedisAsync(await other.Group.VipAsync(Now), Now, "SET", "other", "1");
        await one.Group.RedisAsync(await one.Group.VipAsync(Now), Now, "WAIT", "2", "5000");
        var strangers = (await other.Group.PodsAsync(Now)).Single(pod => pod.Role == "master").Address;
        var replica = (await one.Group.PodsAsync(Now)).Last(pod => pod.Role == "replica");

        // What an address that is used again would do to a group whose sentinels still know it.
        await one.Group.RedisAsync(replica.Address, Now, "REPLICAOF", strangers, "6379");
        await one.EventAsync(replica.Name, Now, "ReplicaRedirected");
        await one.WholeAsync(Now);

        (await one.Group.RedisAsync(replica.Address, Now, "MGET", "one", "other")).ShouldBe("1");
        (await other.Group.RedisAsync(strangers, Now, "MGET", "one", "other")).ShouldBe("\n1");
        (await other.Group.RedisAsync(strangers, Now, "INFO", "replication")).ShouldContain("connected_slaves:2");
    }
}
