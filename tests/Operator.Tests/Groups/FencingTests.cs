using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;
using static RedisOperator.Operator.Tests.Groups.World;

namespace RedisOperator.Operator.Tests.Groups;

public sealed class FencingTests
{
    [Fact]
    public void A_master_with_replicas_takes_writes_only_with_one_of_them() =>
        Fences(With(Fenced(Master(), 0), Fenced(Replica(0, linked: true), 1), Fenced(Replica(0, linked: true), 1))).ShouldBe([(0, 1)]);

    [Fact]
    public void A_master_whose_replicas_are_known_to_be_gone_is_let_off() => Fences(With(Fenced(Master(), 1), Dead(), Dead())).ShouldBe([(0, 0)]);

    [Fact]
    public void A_silent_replica_is_no_proof() => Fences(With(Fenced(Master(), 1), Dead(), Silent())).ShouldBeEmpty();

    [Fact]
    public void The_fence_is_raised_again_only_when_a_replica_follows()
    {
        Fences(With(Fenced(Master(), 0), Fenced(Replica(0, linked: false), 1), Dead())).ShouldBeEmpty();
        Fences(With(Fenced(Master(), 0), Fenced(Replica(0, linked: true), 1), Dead())).ShouldBe([(0, 1)]);
    }

    [Fact]
    public void A_replica_that_was_let_off_as_master_is_fenced_again() =>
        Fences(With(Fenced(Master(), 1), Fenced(Replica(0, linked: true), 0), Fenced(Replica(0, linked: true), 1))).ShouldBe([(1, 1)]);

    private static World With(RedisView zero, RedisView one, RedisView two) => new World().Redis(zero, one, two).SentinelsAll(Names(0)).RoutedTo(0);

    private static RedisView Fenced(RedisView view, int replicas) => ((RedisView.Answered)view) with { Fence = new WriteFence(replicas, 3) };

    private static (int Ordinal, int MinReplicas)[] Fences(World world) =>
        [.. world.Plan().Stages.SelectMany(stage => stage).OfType<Step.SetFence>().Select(fence => (fence.Pod.Ordinal, fence.MinReplicas))];
}
