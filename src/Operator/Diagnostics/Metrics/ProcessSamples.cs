using System.Diagnostics;
using System.Reflection;

namespace RedisOperator.Operator.Diagnostics.Metrics;

/// <summary>The operator's own process, under the names that every Prometheus client library gives them.</summary>
internal static class ProcessSamples
{
    private const string OpenFiles = "/proc/self/fd";

    private static readonly string Version = typeof(ProcessSamples).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private static readonly double Started = StartTime();

    public static void Add(MetricsPage page)
    {
        page.Set(MetricFamilies.BuildInfo, 1, Version, Environment.Version.ToString());
        page.Set(MetricFamilies.ProcessResidentMemory, Environment.WorkingSet);
        page.Set(MetricFamilies.ProcessCpu, Environment.CpuUsage.TotalTime.TotalSeconds);
        page.Set(MetricFamilies.ProcessStartTime, Started);
        if (Directory.Exists(OpenFiles))
        {
            page.Set(MetricFamilies.ProcessOpenFiles, Directory.EnumerateFileSystemEntries(OpenFiles).Count());
        }
    }

    private static double StartTime()
    {
        using var process = Process.GetCurrentProcess();
        return new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds() / 1000.0;
    }
}
