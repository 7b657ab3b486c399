namespace RedisOperator.Operator.Diagnostics.Metrics;

/// <summary>All that the operator tells about itself and its groups.</summary>
public sealed class OperatorMetrics : IDisposable
{
    private readonly GroupMetrics _groups;
    private readonly MeterSeries _counted = new(MetricFamilies.All);
    private readonly Action<MetricsPage> _now;

    /// <param name="groups">What passes saw.</param>
    /// <param name="now">Adds what only its owner knows: the queue, who leads.</param>
    public OperatorMetrics(GroupMetrics groups, Action<MetricsPage> now)
    {
        ArgumentNullException.ThrowIfNull(groups);
        _groups = groups;
        _now = now;
        _groups.Forgotten += _counted.Forget;
    }

    public MetricsPage Scrape()
    {
        var page = new MetricsPage();
        _groups.AddTo(page);
        _counted.AddTo(page);
        _now(page);
        ProcessSamples.Add(page);
        return page;
    }

    public void Dispose()
    {
        _groups.Forgotten -= _counted.Forget;
        _counted.Dispose();
    }
}
