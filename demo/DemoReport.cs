using System.Text.Json;
using RedisOperator.Demo.Faults;

namespace RedisOperator.Demo;

/// <summary>The facts of a run, as they stand in artifacts/demo/report.json.</summary>
/// <param name="GroupReadyMs">from <c>kubectl apply</c> until the group was Ready</param>
/// <param name="Faults">in the order they were done</param>
internal sealed record DemoReport(double GroupReadyMs, IReadOnlyList<FaultReport> Faults)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>What did not hold, in sentences; empty when all did.</summary>
    public IEnumerable<string> Broken()
    {
        foreach (var fault in Faults)
        {
            if (fault.Lost > 0)
            {
                yield return $"{fault.Kind}: {fault.Lost} of {fault.Acknowledged} writes are missing that WAIT 1 had confirmed";
            }

            if (fault.Acknowledged == 0 || fault.AcknowledgedPlain == 0)
            {
                yield return $"{fault.Kind}: the writer got no write acknowledged, so nothing was shown";
            }

            if (fault.From == fault.To)
            {
                yield return $"{fault.Kind}: {fault.From} is master still";
            }
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
