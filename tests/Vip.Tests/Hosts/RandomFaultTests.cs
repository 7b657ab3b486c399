using System.Globalization;
using RedisOperator.TestSupport.PlainHosts;

namespace RedisOperator.Vip.Tests.Hosts;

/// <summary>REDIS_OPERATOR_VIP_FAULTS sets how many (default 8), REDIS_OPERATOR_VIP_SEED plays an order again.</summary>
public sealed class RandomFaultTests(ITestOutputHelper output)
{
    [Fact]
    public async Task The_address_is_on_one_host_whatever_dies_except_where_two_sides_cannot_see_each_other()
    {
        var ct = TestContext.Current.CancellationToken;
        var count = Setting("REDIS_OPERATOR_VIP_FAULTS") ?? 8;
        var seed = Setting("REDIS_OPERATOR_VIP_SEED") ?? Environment.ProcessId;
        output.WriteLine($"{count} faults, REDIS_OPERATOR_VIP_SEED={seed}");
        await using var group = await PlainGroup.CreateAsync();
        group.StartAgents();
        var run = new FaultRun(group, new Random(seed));
        var faults = new List<Fault>();
        for (var number = 1; number <= count; number++)
        {
            faults.Add(await run.OnceAsync(number, ct));
            output.WriteLine($"{faults[^1]}");
        }

        var checker = new FaultChecker(group, faults);
        var kept = checker.KeptWhileCut();
        var healed = checker.OneAfterHealing();
        output.WriteLine($"a holder that was cut off kept it for {Show(kept)}; one holder after healing within {Show(healed)}");
        checker.Overlaps().ShouldBeEmpty($"seed {seed}\n{string.Join('\n', faults)}\n{group.AgentLogs()}");
        // Half as much again as is promised: the machine that runs this may be busy.
        kept.ShouldAllBe(time => time < PlainGroup.DownAfter * 1.5, $"seed {seed}");
        healed.ShouldAllBe(time => time < TimeSpan.FromSeconds(2), $"seed {seed}");
    }

    private static string Show(IReadOnlyList<TimeSpan> times) => times.Count == 0 ? "(none)" : string.Join(", ", times.Select(time => $"{time.TotalMilliseconds:0} ms"));

    private static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
