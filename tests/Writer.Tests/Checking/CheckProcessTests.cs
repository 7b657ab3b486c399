using RedisOperator.TestSupport;
using RedisOperator.TestSupport.Checking;
using RedisOperator.TestSupport.Writing;

namespace RedisOperator.Writer.Tests.Checking;

/// <summary><c>vip-writer check</c> against real redis processes on loopback.</summary>
public sealed class CheckProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TempDirectory _files = new("check");

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Every_write_stands_in_the_ledger_once_and_what_was_acknowledged_is_found_again()
    {
        await using var master = await RedisServerProcess.StartAsync(0, "replica-announce-ip 10.96.0.7");
        await using var replica = await RedisServerProcess.StartAsync(0, $"replicaof 127.0.0.1 {master.Port}");
        await replica.SyncedAsync();
        await using var check = await StartAsync(master);
        await EnoughAsync(check, 200);
        await check.StopAsync();

        var ledger = LedgerEntry.ReadFile(check.LedgerFile);
        var counts = check.Counts!;
        ledger.Count.ShouldBe(counts.Acknowledged + counts.Confirmed + counts.Unconfirmed + counts.Refused + counts.Unknown);
        ledger.Select(entry => entry.Key).Distinct().Count().ShouldBe(ledger.Count);
        ledger.ShouldAllBe(entry => entry.Server == "10.96.0.7" && entry.AnsweredAt >= entry.SentAt);
        (counts.Refused, counts.Unknown).ShouldBe((0, 0));
        counts.Acknowledged.ShouldBeGreaterThan(50);
        counts.Confirmed.ShouldBeGreaterThan(50);

        var compared = await CompareAsync(master, check);
        compared.ShouldBe(new CheckedLedger("10.96.0.7", "master", counts.Acknowledged, 0, counts.Confirmed, 0, 0, 0, compared.Examples));
    }

    [Fact]
    public async Task A_write_that_is_lost_and_a_refused_one_that_is_there_are_found()
    {
        await using var master = await RedisServerProcess.StartAsync();
        await using var check = await StartAsync(master);
        await EnoughAsync(check, 100);
        await check.StopAsync();
        var ledger = LedgerEntry.ReadFile(check.LedgerFile);
        var lost = ledger.First(entry => entry.Outcome == WriteOutcome.Acknowledged);
        var refused = lost with { Number = 1_000_000, Outcome = WriteOutcome.Refused, Detail = "READONLY" };
        await File.AppendAllLinesAsync(check.LedgerFile, [refused.ToString()], Now);
        await master.CommandAsync("DEL", lost.Key);
        await master.CommandAsync("SET", refused.Key, refused.Value);

        var compared = await CompareAsync(master, check);

        (compared.LostAcknowledged, compared.LostConfirmed, compared.Phantoms).ShouldBe((1, 0, 1));
        compared.Examples.ShouldContain(example => example.StartsWith(lost.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_replica_a_write_with_WAIT_is_promised_to_nobody()
    {
        await using var master = await RedisServerProcess.StartAsync();
        await using var check = await StartAsync(master);

        await EnoughAsync(check, 100);
        await check.StopAsync();

        check.Counts!.Confirmed.ShouldBe(0);
        check.Counts.Unconfirmed.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task What_a_dying_master_did_not_answer_is_unknown_and_a_demoted_one_refuses()
    {
        await using var master = await RedisServerProcess.StartAsync();
        await using var other = await RedisServerProcess.StartAsync();
        await using var check = await StartAsync(master);
        await EnoughAsync(check, 50);

        await master.CommandAsync("REPLICAOF", "127.0.0.1", $"{other.Port}");
        await Eventually.GetAsync("writes are refused", Patience, _ => Task.FromResult(check.Counts), counts => counts?.Refused > 0, cancellationToken: Now);
        await master.CommandAsync("REPLICAOF", "NO", "ONE");
        await EnoughAsync(check, 50);
        var unknown = check.Counts!.Unknown;
        master.Signal(Signals.Stop);
        await Eventually.GetAsync("writes are unknown", Patience, _ => Task.FromResult(check.Counts), counts => counts?.Unknown > unknown, cancellationToken: Now);
        master.Signal(Signals.Continue);
        await EnoughAsync(check, 50);
        await check.StopAsync();

        var ledger = LedgerEntry.ReadFile(check.LedgerFile);
        ledger.ShouldContain(entry => entry.Outcome == WriteOutcome.Refused && entry.Detail == "READONLY");
        (await other.CommandAsync("DBSIZE")).ShouldBe("0", "the checker writes to the address alone");
        Interruption.OfEach(ledger).Max(gap => gap.Milliseconds).ShouldBeGreaterThan(900, "while the master was stopped nothing was answered");
    }

    [Fact]
    public async Task A_pods_words_are_followed_through_master_replica_silence_and_death()
    {
        await using var server = await RedisServerProcess.StartAsync();
        await using var other = await RedisServerProcess.StartAsync();
        var process = CheckProcess.Start(new WriterTarget(server.Address, server.PasswordFile), _files.File("ledger"), new CheckLoad(Rate: 0));
        await using var check = process;
        await check.StartedAsync(Now);
        check.Say("follow uid 127.0.0.1");
        await Task.Delay(TimeSpan.FromMilliseconds(400), Now);

        await server.CommandAsync("REPLICAOF", "127.0.0.1", "1");
        await SeenAsync(check, RoleSpan.Master);
        await server.CommandAsync("REPLICAOF", "127.0.0.2", $"{other.Port}");
        await SeenAsync(check, RoleSpan.Held);
        server.Signal(Signals.Stop);
        await SeenAsync(check, "replica of 127.0.0.2");
        server.Signal(Signals.Continue);
        await SeenAsync(check, RoleSpan.Silent);
        await server.KillAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(400), Now);
        await check.StopAsync();

        var roles = check.Roles.OrderBy(role => role.First).ToArray();
        roles[^1].Role.ShouldBe(RoleSpan.Refused);
        roles.ShouldAllBe(role => role.Pod == "uid" && role.First <= role.Last);
    }

    private async Task<CheckProcess> StartAsync(RedisServerProcess master)
    {
        var check = CheckProcess.Start(new WriterTarget(master.Address, master.PasswordFile), _files.File("ledger"), new CheckLoad());
        await check.StartedAsync(Now);
        return check;
    }

    private static async Task EnoughAsync(CheckProcess check, int more)
    {
        var before = check.Counts?.Acknowledged ?? 0;
        await Eventually.GetAsync($"{more} more writes", Patience, _ => Task.FromResult(check.Counts), counts => counts?.Acknowledged >= before + more, counts => counts?.ToJson() ?? "-", Now);
    }

    // A stretch is reported when it is over.
    private static async Task SeenAsync(CheckProcess check, string role) =>
        await Eventually.GetAsync($"{role} was seen", Patience, _ => Task.FromResult(check.Roles), roles => roles.Any(span => span.Role == role), roles => string.Join('\n', roles), Now);

    private static async Task<CheckedLedger> CompareAsync(RedisServerProcess master, CheckProcess check)
    {
        var output = await new WriterTarget(master.Address, master.PasswordFile).Command("compare", "--file", check.LedgerFile).OutputAsync(cancellationToken: Now);
        return output.Split('\n').Select(CheckLine.Parse).OfType<CheckedLedger>().Single();
    }
}
