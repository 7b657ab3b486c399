using System.Collections.Immutable;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Tests.Groups;

public sealed class PasswordStepsTests
{
    private const string Old = "old1";
    private const string New = "new2";

    [Fact]
    public void Without_a_change_nothing_is_done()
    {
        var observation = Observe(new GroupPasswords(Old, Old, null, null));

        Steps(observation).ShouldBeEmpty();
        PasswordSteps.Secret(observation).ShouldBe(observation.Objects.Passwords);
    }

    [Fact]
    public void A_change_goes_through_its_stages_in_this_order()
    {
        var asked = Observe(new GroupPasswords(New, Old, null, null));
        var added = PasswordState.Both(Old, New, uses: Old);
        ShouldGiveAll(asked, added);
        PasswordSteps.Secret(asked)!.Current.ShouldBe(Old);

        var accepting = Given(asked, added);
        var moved = PasswordState.Both(Old, New, uses: New);
        ShouldGiveAll(accepting, moved);
        PasswordSteps.Secret(accepting)!.Current.ShouldBe(Old);

        var using_ = Given(accepting, moved);
        var written = PasswordSteps.Secret(using_)!;
        written.ShouldBe(new GroupPasswords(New, New, Old, World.Now + TimeSpan.FromMinutes(10)));

        var overlap = With(using_, written);
        Steps(overlap).ShouldBeEmpty();
        PasswordSteps.Secret(overlap).ShouldBe(written);

        var over = overlap with { Now = World.Now + TimeSpan.FromMinutes(11) };
        ShouldGiveAll(over, PasswordState.Just(New));
        PasswordSteps.Secret(over)!.Until.ShouldNotBeNull();

        var dropped = Given(over, PasswordState.Just(New));
        PasswordSteps.Secret(dropped).ShouldBe(written with { Until = null });
        Steps(With(dropped, written with { Until = null })).ShouldBeEmpty();
    }

    [Fact]
    public void Nobody_uses_the_new_one_before_everybody_accepts_it()
    {
        var asked = Observe(new GroupPasswords(New, Old, null, null));
        var added = PasswordState.Both(Old, New, uses: Old);
        var two = asked with { Given = Given(asked, added).Given.Remove(asked.Pods[2].Processes!) };

        Steps(two).ShouldHaveSingleItem().ShouldBe(new Step.GivePasswords(asked.Pods[2], added));
    }

    [Fact]
    public void A_process_that_comes_with_an_earlier_file_gets_both_during_the_overlap_and_only_the_new_one_after_it()
    {
        var overlap = Observe(new GroupPasswords(New, New, Old, World.Now + TimeSpan.FromMinutes(5)));
        Steps(overlap).OfType<Step.GivePasswords>().ShouldAllBe(step => step.State == PasswordState.Both(Old, New, New));

        var settled = Observe(new GroupPasswords(New, New, Old, null));
        Steps(settled).OfType<Step.GivePasswords>().ShouldAllBe(step => step.State == PasswordState.Just(New));
    }

    [Fact]
    public void An_operator_that_has_just_started_drops_nothing_before_everybody_has_the_new_one()
    {
        var over = Observe(new GroupPasswords(New, New, Old, World.Now - TimeSpan.FromMinutes(5)));

        ShouldGiveAll(over, PasswordState.Both(Old, New, New));
        PasswordSteps.Secret(over)!.Until.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("line\n")]
    [InlineData("quote\"")]
    [InlineData("")]
    public void A_password_that_a_file_cannot_carry_is_refused_with_a_sentence(string password)
    {
        var observation = Observe(new GroupPasswords(password, Old, null, null));

        Steps(observation).ShouldBeEmpty();
        PasswordSteps.Refusal(observation).ShouldNotBeNull().ShouldNotContain(Old);
        PasswordSteps.Secret(observation)!.Current.ShouldBe(Old);
    }

    [Fact]
    public void The_users_own_Secret_decides_and_a_missing_one_changes_nothing()
    {
        var present = new GroupPasswords("edited", Old, null, null);
        var given = Observe(present) with { UserPassword = new UserPassword(New, null) };
        ShouldGiveAll(given, PasswordState.Both(Old, New, uses: Old));
        PasswordSteps.Secret(given)!.Wanted.ShouldBe(Old);

        var missing = Observe(present) with { UserPassword = new UserPassword(null, "the Secret is not there") };
        Steps(missing).ShouldBeEmpty();
        PasswordSteps.Refusal(missing).ShouldBe("the Secret is not there");
    }

    [Fact]
    public void Passwords_are_never_printed()
    {
        var step = new Step.GivePasswords(Observe(new GroupPasswords(New, Old, null, null)).Pods[0], PasswordState.Both(Old, New, New));

        $"{step} {new GroupPasswords(New, Old, Old, null)} {new UserPassword(New, null)}".ShouldSatisfyAllConditions(text => text.ShouldNotContain(New), text => text.ShouldNotContain(Old));
    }

    private static void ShouldGiveAll(GroupObservation observation, PasswordState state) =>
        Steps(observation).ShouldBe(observation.Pods.Select(pod => (Step)new Step.GivePasswords(pod, state)));

    private static GroupObservation Observe(GroupPasswords passwords) =>
        With(new World().Redis(World.Master(), World.Replica(0, linked: true), World.Replica(0, linked: true)).SentinelsAll(World.Names(0)).RoutedTo(0).Observe(), passwords);

    private static GroupObservation With(GroupObservation observation, GroupPasswords passwords) =>
        observation with { Objects = observation.Objects with { Passwords = passwords } };

    private static GroupObservation Given(GroupObservation observation, PasswordState state) =>
        observation with { Given = observation.Pods.ToImmutableDictionary(pod => pod.Processes!, _ => state) };

    private static Step[] Steps(GroupObservation observation) =>
        [.. PasswordSteps.For(observation, new Decision.Keep(observation.Pods[0], 0, Reasons.NamedByMajority, "")).SelectMany(stage => stage)];
}
