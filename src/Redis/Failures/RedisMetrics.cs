using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace RedisOperator.Redis;

/// <summary>Counts the calls of the process that Redis did not answer usably.</summary>
public static class RedisMetrics
{
    public const string MeterName = "RedisOperator.Redis";
    public const string ErrorsName = "redis_errors";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Errors = Meter.CreateCounter<long>(ErrorsName, description: "Calls without a usable answer, by kind of failure.");

    /// <summary>Counts it and gives it back.</summary>
    internal static RedisFailure Counted(RedisFailure failure)
    {
        if (Errors.Enabled)
        {
            Errors.Add(1, new TagList { { "kind", failure.Kind.ToString() } });
        }

        return failure;
    }
}
