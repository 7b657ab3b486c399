using RedisOperator.Entities;
using RedisOperator.Plugin.Cluster;
using RedisOperator.Plugin.Commands;

namespace RedisOperator.Plugin.Tests;

/// <summary>What can be said of the commands without a cluster.</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData("pause", "cache", "say for how long: --for 30m")]
    [InlineData("pause", "cache --for 30m --until 2026-12-24T22:00:00Z", "say for how long")]
    [InlineData("pause", "cache --for soon", "'soon' is no duration: write it as 30s, 5m or 1h30m")]
    [InlineData("switchover", "cache --timeout 0s", "'0s' is no duration")]
    [InlineData("why", "cache --last 51", "--last must be from 1 to 50")]
    [InlineData("status", "cache -o yaml", "'yaml' not recognized")]
    [InlineData("status", "", "Required argument 'GROUP' missing")]
    public void What_cannot_be_meant_is_refused_with_what_to_write(string command, string arguments, string expected)
    {
        var parsed = PluginCommands.Root().Parse([command, .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        string.Join('\n', parsed.Errors.Select(error => error.Message)).ShouldContain(expected);
    }

    [Theory]
    [InlineData("", "kubectl redisgroup status cache")]
    [InlineData("status", "kubectl redisgroup status cache")]
    [InlineData("switchover", "kubectl redisgroup switchover cache --to cache-2")]
    [InlineData("why", "kubectl redisgroup why cache --last 5")]
    [InlineData("pause", "kubectl redisgroup pause cache --for 30m")]
    [InlineData("resume", "kubectl redisgroup resume cache")]
    [InlineData("logs", "kubectl redisgroup logs cache -f")]
    public async Task Help_speaks_of_kubectl_redisgroup_and_has_examples(string command, string expected)
    {
        using var output = new StringWriter();
        var parsed = PluginCommands.Root().Parse([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        parsed.InvocationConfiguration.Output = output;

        (await parsed.InvokeAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldBe(0);

        output.ToString().ShouldContain(expected);
        output.ToString().ShouldContain("Examples:");
        output.ToString().ShouldNotContain("kubectl-redisgroup ");
    }

    [Fact]
    public void A_pause_ends_at_the_time_or_after_the_duration()
    {
        PauseCommand.End("30m", null, Samples.Now).ShouldBe(Samples.Now.AddMinutes(30));
        PauseCommand.End(null, "2026-11-22T14:00:00+01:00", Samples.Now).ShouldBe(Samples.Now.AddMinutes(55));
        PauseCommand.End(null, "2026-11-22T13:00:00", Samples.Now).ShouldBe(Samples.Now.AddMinutes(55), "a time without a zone is UTC");
        Should.Throw<PluginException>(() => PauseCommand.End(null, "2026-11-22T12:00:00Z", Samples.Now)).Message.ShouldBe("2026-11-22T12:00:00Z has passed: it is 2026-11-22T12:05:00Z now");
        Should.Throw<PluginException>(() => PauseCommand.End(null, "tomorrow", Samples.Now)).Message.ShouldStartWith("'tomorrow' is no time");
    }

    [Theory]
    [InlineData("2026-11-22T12:00:00.000Z info: X[1002] shop/cache: Keep (NamedByMajority): 3 of 3", true)]
    [InlineData("groups shop/cache: failed after 3 ms", true)]
    [InlineData("done: shop/cache", true)]
    [InlineData("shop/cache-2: Keep", false)]
    [InlineData("eshop/cache: Keep", false)]
    [InlineData("shop/cache.old and then shop/cache", true)]
    [InlineData("nothing of it", false)]
    public void A_log_line_is_about_the_group_that_it_names(string line, bool expected) => OperatorLogs.IsAbout(line, "shop/cache").ShouldBe(expected);

    [Fact]
    public void The_answer_is_the_switch_that_was_asked_for_and_no_other()
    {
        var pending = new PendingSwitchover("shop/cache", "cache-2", Samples.Failover.StartedAt);

        SwitchoverRequest.IsAnswer(Samples.Group(Samples.Switchover), pending).ShouldBeTrue();
        SwitchoverRequest.IsAnswer(Samples.Group(Samples.Failover), pending).ShouldBeFalse("that is the one before");
        SwitchoverRequest.IsAnswer(Samples.Group(Samples.Switchover with { Outcome = null }), pending).ShouldBeFalse("it still runs");
        SwitchoverRequest.IsAnswer(Samples.Group(Samples.Switchover with { Reason = "RollingUpdate", Wish = "any" }), pending).ShouldBeFalse("nobody asked for that one");
        SwitchoverRequest.IsAnswer(Samples.Group(Samples.Failover with { StartedAt = "2026-11-22T12:04:00.000Z" }), pending).ShouldBeTrue("the master died before it could hand over");
    }

    [Fact]
    public void A_request_that_is_still_on_the_group_is_not_answered()
    {
        var group = Samples.Group(Samples.Switchover);
        group.Metadata.Annotations = new Dictionary<string, string> { [Annotations.Switchover] = "cache-2" };

        SwitchoverRequest.IsAnswer(group, new PendingSwitchover("shop/cache", "cache-2", null)).ShouldBeFalse();
    }
}
