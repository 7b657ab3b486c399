using System.Diagnostics.Metrics;
using k8s;

namespace RedisOperator.Operator.Diagnostics.Metrics;

/// <summary>Listens to the instruments of all rooms and keeps what they count, from its making on.</summary>
public sealed class MeterSeries : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<InstrumentName, FamilySeries> _families;

    public MeterSeries(IEnumerable<MetricFamily> families)
    {
        _families = families.Where(family => family.Instrument is not null).ToDictionary(family => family.Instrument!.Value, family => new FamilySeries(family));
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (_families.TryGetValue(new InstrumentName(instrument.Meter.Name, instrument.Name), out var series))
            {
                listener.EnableMeasurementEvents(instrument, series);
            }
        };
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((FamilySeries)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((FamilySeries)state!).Record(value, tags));
        _listener.Start();
    }

    /// <summary>The series of a group that is gone go with it: those whose first two labels are its namespace and its name.</summary>
    public void Forget(NamespacedName group)
    {
        var labels = MetricFamilies.Switches.LabelText(group.Namespace, group.Name);
        foreach (var series in _families.Values)
        {
            series.Forget(labels);
        }
    }

    public void AddTo(MetricsPage page)
    {
        foreach (var series in _families.Values)
        {
            series.AddTo(page);
        }
    }

    public void Dispose() => _listener.Dispose();
}
