using System.Text.Json.Nodes;
using RedisOperator.Demo.Faults;
using RedisOperator.TestSupport.Groups;
using RedisOperator.TestSupport.Writing;

namespace RedisOperator.Demo.Tests;

internal static class Samples
{
    public static readonly DateTimeOffset Killed = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public static LastSwitch Switch(string? completedAt = "2026-11-22T10:00:00.210Z") => new(JsonNode.Parse(
        $$"""{"kind":"Failover","from":"cache-0","to":"cache-1","startedAt":"2026-11-22T10:00:00.020Z","promoteMs":150,"routeMs":40{{(completedAt is null ? "" : $",\"completedAt\":\"{completedAt}\"")}}}""")!);

    /// <summary>Deleted at 0, on record at 20, held back at 1140, promoted at 1160 and routed at 1170.</summary>
    public static LastSwitch Switchover() => new(JsonNode.Parse(
        """{"kind":"Switchover","from":"cache-0","to":"cache-1","startedAt":"2026-11-22T10:00:00.020Z","promoteMs":20,"routeMs":10,"pausedMs":30,"completedAt":"2026-11-22T10:00:01.170Z"}""")!);

    public static WriterGap Gap() => new("plain", Killed.AddMilliseconds(-3), Killed.AddMilliseconds(1), Killed.AddMilliseconds(232.5), 235.5, 20, 3, "SocketClosed");

    public static FaultReport Fault(int lost = 0, string to = "cache-1") =>
        FaultReport.Of("kill", "cache-0", to, Timeline.Of(Killed, Switch(), Gap()), new WriterVerdict(1000, 1, 900, lost));
}
