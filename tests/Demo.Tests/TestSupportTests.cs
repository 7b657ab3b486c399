using System.Text.Json.Nodes;
using RedisOperator.TestSupport;
using RedisOperator.TestSupport.Groups;

namespace RedisOperator.Demo.Tests;

/// <summary>What the other tests stand on.</summary>
public sealed class TestSupportTests
{
    [Fact]
    public void Percentiles_are_values_of_the_sample()
    {
        var of = Percentiles.Of([5, 1, 2, 3, 4, 100, 6, 7, 8, 9]);

        of.ShouldBe(new Percentiles(10, 1, 5, 100, 100));
        Percentiles.Of(Enumerable.Range(1, 20).Select(n => (double)n)).P95.ShouldBe(19);
        Should.Throw<ArgumentException>(() => Percentiles.Of([]));
    }

    [Theory]
    [InlineData("""{"ready":"3/3","sentinels":{"summary":"3/3"},"master":{"pod":"cache-1"},"vip":{"holder":"cache-1"},"observedGeneration":2,"conditions":[{"type":"Ready","status":"True"}]}""", true)]
    [InlineData("""{"ready":"2/3","sentinels":{"summary":"3/3"},"master":{"pod":"cache-1"},"vip":{"holder":"cache-1"},"observedGeneration":2,"conditions":[{"type":"Ready","status":"True"}]}""", false)]
    [InlineData("""{"ready":"3/3","sentinels":{"summary":"3/3"},"master":{"pod":"cache-1"},"vip":{"holder":"cache-0"},"observedGeneration":2,"conditions":[{"type":"Ready","status":"True"}]}""", false)]
    [InlineData("""{"ready":"3/3","sentinels":{"summary":"3/3"},"master":{"pod":"cache-1"},"vip":{"holder":"cache-1"},"observedGeneration":1,"conditions":[{"type":"Ready","status":"True"}]}""", false)]
    [InlineData("""{}""", false)]
    public void A_group_is_whole_only_when_all_of_it_is(string status, bool whole) =>
        new GroupStatus(JsonNode.Parse($$"""{"metadata":{"name":"cache","generation":2},"spec":{"replicas":3},"status":{{status}}}""")!).IsWhole.ShouldBe(whole);

    [Fact]
    public async Task Waiting_in_vain_says_what_was_last_seen()
    {
        var failure = await Should.ThrowAsync<TimeoutException>(() => Eventually.GetAsync(
            "the number is 4", TimeSpan.FromMilliseconds(50), _ => Task.FromResult(3), n => n == 4, n => $"it was {n}", TestContext.Current.CancellationToken));

        failure.Message.ShouldContain("the number is 4");
        failure.Message.ShouldContain("it was 3");
    }

    [Fact]
    public async Task A_process_that_ignores_the_request_to_end_is_killed()
    {
        var deafened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var deaf = RunningProcess.Start(new CommandLine("/bin/sh", "-c", "trap '' TERM; echo deaf; exec sleep 60"), _ => deafened.TrySetResult());
        await deafened.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        var result = await deaf.StopAsync(TimeSpan.FromMilliseconds(200));

        result.ExitCode.ShouldBe(128 + Signals.Kill);
        await deaf.DisposeAsync();
    }

    [Fact]
    public async Task A_failed_command_says_what_it_was_and_what_it_printed()
    {
        var failure = await Should.ThrowAsync<RunFailedException>(() => new CommandLine("/bin/sh", "-c", "echo out; echo err >&2; exit 3").OutputAsync(cancellationToken: TestContext.Current.CancellationToken));

        failure.Result.ExitCode.ShouldBe(3);
        failure.Message.ShouldContain("out");
        failure.Message.ShouldContain("err");
    }
}
