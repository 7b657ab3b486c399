using System.Text.Json;
using RedisOperator.TestSupport;

namespace RedisOperator.Bench;

/// <summary>The numbers of one bench, in milliseconds since the SIGKILL, next to the floor measured in the same runs.</summary>
/// <param name="FirstWrite">to the first write accepted through the VIP: the number that counts</param>
/// <param name="Detected">to the operator acting</param>
/// <param name="Promoted">to a writable new master; the floor: no address can lead to a master before there is one</param>
/// <param name="Routed">to the accepted routing write</param>
/// <param name="WriterOwn">what the client's own reconnect took at the end</param>
/// <param name="LostWait">writes confirmed by WAIT 1 and missing, over all runs</param>
internal sealed record CrashReport(
    string What, string Unit, DateTimeOffset At, Percentiles FirstWrite, Percentiles Detected, Percentiles Promoted, Percentiles Routed, Percentiles WriterOwn, int LostWait)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static CrashReport Of(IReadOnlyCollection<CrashSample> samples, DateTimeOffset at) => new(
        "SIGKILL of the master's redis to the first write accepted through the VIP", "ms", at,
        Percentiles.Of(samples.Select(sample => sample.FirstWrite)),
        Percentiles.Of(samples.Select(sample => sample.Detected)),
        Percentiles.Of(samples.Select(sample => sample.Promoted)),
        Percentiles.Of(samples.Select(sample => sample.Routed)),
        Percentiles.Of(samples.Select(sample => sample.WriterOwn)),
        samples.Sum(sample => sample.LostWait));

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
