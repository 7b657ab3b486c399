using RedisOperator.TestSupport;
using RedisOperator.TestSupport.Writing;

namespace RedisOperator.Writer.Tests;

/// <summary>vip-writer against real redis processes on loopback; "the address" is the port of whoever listens there now.</summary>
public sealed class WriterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Keeps_its_rate_and_finds_every_acknowledged_write_again()
    {
        await using var master = await RedisServerProcess.StartAsync();
        await using var replica = await ReplicaOfAsync(master);
        using var files = new TempDirectory("writer");
        var target = new WriterTarget(master.Address, master.PasswordFile);
        await using var writer = await WriterProcess.StartAsync(target, files.File("ledger"), TimeSpan.FromSeconds(60), cancellationToken: TestContext.Current.CancellationToken);
        await EnoughAsync(writer, 150);

        var summary = await writer.StopAsync();
        var verdict = await target.VerifyAsync(writer.LedgerFile, TestContext.Current.CancellationToken);

        summary.Plain.Unknown.ShouldBe(0);
        summary.Wait.Unknown.ShouldBe(0);
        writer.Gaps.ShouldBeEmpty();
        verdict.ShouldBe(new WriterVerdict(summary.Plain.Acknowledged, 0, summary.Wait.Acknowledged, 0));
    }

    [Fact]
    public async Task Reports_the_first_write_accepted_by_whoever_takes_the_address_over()
    {
        await using var master = await RedisServerProcess.StartAsync();
        await using var replica = await ReplicaOfAsync(master);
        await using var second = await ReplicaOfAsync(master);
        using var files = new TempDirectory("writer");
        var target = new WriterTarget(master.Address, replica.PasswordFile);
        await using var writer = await WriterProcess.StartAsync(target, files.File("ledger"), TimeSpan.FromSeconds(60), cancellationToken: TestContext.Current.CancellationToken);
        await EnoughAsync(writer, 50);

        var killedAt = TimeProvider.System.GetUtcNow();
        await master.KillAsync();
        await replica.CommandAsync("REPLICAOF", "NO", "ONE");
        await replica.CommandAsync("CONFIG", "SET", "port", $"{master.Port}");
        await second.CommandAsync("REPLICAOF", "127.0.0.1", $"{master.Port}");
        var gap = await writer.FirstGapAfterAsync(killedAt, Patience, TestContext.Current.CancellationToken);
        await EnoughAsync(writer, 100);
        await writer.StopAsync();

        gap.LastAcceptedAt.ShouldBeLessThan(gap.FirstAcceptedAt);
        gap.Milliseconds.ShouldBeGreaterThan(0);
        gap.OwnMs.ShouldBeLessThan(gap.Milliseconds, "the writer's own part is the last bit of the gap");
        (await target.VerifyAsync(writer.LedgerFile, TestContext.Current.CancellationToken)).LostWait.ShouldBe(0, "WAIT 1 said a replica had it");
    }

    [Fact]
    public async Task Stays_at_the_address_when_a_replica_stands_there_and_never_follows_it_to_its_master()
    {
        await using var master = await RedisServerProcess.StartAsync();
        await using var other = await RedisServerProcess.StartAsync();
        using var files = new TempDirectory("writer");
        var target = new WriterTarget(master.Address, master.PasswordFile);
        await using var writer = await WriterProcess.StartAsync(target, files.File("ledger"), TimeSpan.FromSeconds(60), cancellationToken: TestContext.Current.CancellationToken);
        await EnoughAsync(writer, 20);

        var demotedAt = TimeProvider.System.GetUtcNow();
        await master.CommandAsync("REPLICAOF", "127.0.0.1", $"{other.Port}");
        await master.SyncedAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken);
        var strayed = await other.CommandAsync("DBSIZE");
        await master.CommandAsync("REPLICAOF", "NO", "ONE");
        await writer.FirstGapAfterAsync(demotedAt, Patience, TestContext.Current.CancellationToken);
        var summary = await writer.StopAsync();

        strayed.ShouldBe("0", "the writer must write to the address alone");
        summary.Plain.Refused.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_master_that_says_nothing_is_given_up_and_its_writes_count_as_unknown()
    {
        await using var master = await RedisServerProcess.StartAsync();
        using var files = new TempDirectory("writer");
        var target = new WriterTarget(master.Address, master.PasswordFile);
        await using var writer = await WriterProcess.StartAsync(target, files.File("ledger"), TimeSpan.FromSeconds(60), cancellationToken: TestContext.Current.CancellationToken);
        await EnoughAsync(writer, 20);

        var stoppedAt = TimeProvider.System.GetUtcNow();
        master.Signal(Signals.Stop);
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        master.Signal(Signals.Continue);
        var gap = await writer.FirstGapAfterAsync(stoppedAt, Patience, TestContext.Current.CancellationToken);
        var summary = await writer.StopAsync();

        gap.Cause.ShouldBe("no answer in time");
        summary.Plain.Unknown.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Verify_names_what_is_missing_and_fails_only_for_writes_that_were_followed_by_wait()
    {
        await using var master = await RedisServerProcess.StartAsync();
        using var files = new TempDirectory("writer");
        await master.CommandAsync("SET", "vip-writer:run:plain:1", "1");
        await File.WriteAllLinesAsync(
            files.File("ledger"), ["plain vip-writer:run:plain:1", "plain vip-writer:run:plain:2", "wait vip-writer:run:wait:1"], TestContext.Current.CancellationToken);

        var result = await new WriterTarget(master.Address, master.PasswordFile).Command("verify", "--file", files.File("ledger")).RunAsync(cancellationToken: TestContext.Current.CancellationToken);

        result.ExitCode.ShouldBe(1, result.ToString());
        result.StandardOutput.ShouldContain("vip-writer:run:plain:2");
        result.StandardOutput.ShouldContain(new WriterVerdict(2, 1, 1, 1).ToJson());
    }

    private static async Task<RedisServerProcess> ReplicaOfAsync(RedisServerProcess master)
    {
        var replica = await RedisServerProcess.StartAsync(0, $"replicaof 127.0.0.1 {master.Port}");
        await replica.SyncedAsync();
        return replica;
    }

    private static async Task EnoughAsync(WriterProcess writer, int more)
    {
        var before = writer.Last?.Plain.Acknowledged ?? 0;
        await Eventually.GetAsync(
            $"{more} more writes are acknowledged", Patience, _ => Task.FromResult(writer.Last), last => last?.Plain.Acknowledged >= before + more, last => last?.ToJson() ?? "no second is over yet");
    }
}
