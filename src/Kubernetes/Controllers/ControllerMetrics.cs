using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace k8s.Controllers;

/// <summary>Counts and times the passes of controllers, and how long keys wait for one.</summary>
public sealed class ControllerMetrics : IDisposable
{
    public const string MeterName = "k8s.Controllers";

    public const string PassesName = "controller_passes";
    public const string DurationName = "controller_pass_duration";
    public const string WaitName = "controller_queue_wait";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _passes;
    private readonly Histogram<double> _seconds;
    private readonly Histogram<double> _waits;

    public ControllerMetrics()
    {
        _passes = _meter.CreateCounter<long>(PassesName, description: "Passes, by controller and result (done, again, failed).");
        _seconds = _meter.CreateHistogram<double>(DurationName, "s", "Time of a pass.");
        _waits = _meter.CreateHistogram<double>(WaitName, "s", "How long a key waited for a worker.");
    }

    public void Dispose() => _meter.Dispose();

    internal void Waited(string controller, TimeSpan wait) => _waits.Record(wait.TotalSeconds, new TagList { { "controller", controller } });

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
