using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace k8s.Controllers;

/// <summary>Counts and times the passes of controllers.</summary>
public sealed class ControllerMetrics : IDisposable
{
    public const string MeterName = "k8s.Controllers";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _passes;
    private readonly Histogram<double> _seconds;

    public ControllerMetrics()
    {
        _passes = _meter.CreateCounter<long>("controller_passes", description: "Passes, by controller and result (done, again, failed).");
        _seconds = _meter.CreateHistogram<double>("controller_pass_duration", "s", "Time of a pass.");
    }

    public void Dispose() => _meter.Dispose();

    internal void Passed(string controller, PassResult result, TimeSpan took)
    {
        var tags = new TagList
        {
            { "controller", controller },
            { "result", result switch { PassResult.Done => "done", PassResult.Again => "again", _ => "failed" } },
        };
        _passes.Add(1, tags);
        _seconds.Record(took.TotalSeconds, tags);
    }
}
