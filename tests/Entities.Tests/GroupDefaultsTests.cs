namespace RedisOperator.Entities.Tests;

public sealed class GroupDefaultsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    [InlineData(5, 3)]
    [InlineData(9, 5)]
    public void The_quorum_is_the_majority_unless_it_is_set(int replicas, int majority)
    {
        var spec = new RedisReplicationGroupSpec { Replicas = replicas };
        spec.Quorum().ShouldBe(majority);
        spec.Majority().ShouldBe(majority);

        spec.Sentinel.Quorum = 1;
        spec.Quorum().ShouldBe(1);
        spec.Majority().ShouldBe(majority);
    }

    [Theory]
    [InlineData(PersistenceMode.AppendOnly, true, true, false)]
    [InlineData(PersistenceMode.Snapshots, true, false, true)]
    [InlineData(PersistenceMode.Both, true, true, true)]
    [InlineData(PersistenceMode.None, false, false, false)]
    public void A_persistence_mode_says_what_goes_to_disk(string mode, bool disk, bool appends, bool snapshots)
    {
        var spec = new RedisReplicationGroupSpec { Persistence = new PersistenceSpec { Mode = mode } };

        (spec.KeepsDataOnDisk(), spec.AppendsToFile(), spec.TakesSnapshots()).ShouldBe((disk, appends, snapshots));
    }

    [Fact]
    public void Only_a_group_of_one_does_not_start_held()
    {
        new RedisReplicationGroupSpec { Replicas = 1 }.StartsHeld().ShouldBeFalse();
        new RedisReplicationGroupSpec { Replicas = 2 }.StartsHeld().ShouldBeTrue();
    }

    [Fact]
    public void A_new_spec_has_the_documented_values()
    {
        var spec = new RedisReplicationGroupSpec();

        (spec.Replicas, spec.Port, spec.Sentinel.Port, spec.Sentinel.ParallelSyncs).ShouldBe((3, 6379, 26379, 1));
        (spec.DownAfter(), spec.FailoverTimeout()).ShouldBe((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)));
        (spec.Persistence.Mode, spec.Persistence.Size, spec.Persistence.WhenDeleted).ShouldBe(("AOF", "1Gi", "Retain"));
        (spec.Vip.Mode, spec.Vip.Service.Type, spec.Vip.Service.Routing, spec.Vip.Service.Port).ShouldBe(("Service", "ClusterIP", "Direct", 6379));
        spec.RoutesDirectly().ShouldBeTrue();
        spec.TerminationGracePeriodSeconds().ShouldBe(30);
    }
}
