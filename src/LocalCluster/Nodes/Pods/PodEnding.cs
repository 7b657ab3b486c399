using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Nodes.Pods;

/// <summary>What a pod's deletion means to its containers: stop now; the grace period is over; nobody waits any more.</summary>
internal sealed class PodEnding : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _graceOver = new();
    private readonly CancellationTokenSource _abandoned = new();
    private readonly Lock _deciding = new();
    private long? _grace;
    private bool _gone;

    public PodEnding() => (Stop, GraceOver, Abandoned) = (_stop.Token, _graceOver.Token, _abandoned.Token);

    /// <summary>The pod is being deleted.</summary>
    public CancellationToken Stop { get; }

    public CancellationToken GraceOver { get; }

    /// <summary>The pod's object is gone: a clean end is of no use.</summary>
    public CancellationToken Abandoned { get; }

    /// <summary>To be called with every newer version of the pod: notices its deletion, and a shorter grace period.</summary>
    public void Observe(JsonObject pod)
    {
        if (!pod.IsDeleting())
        {
            return;
        }

        var grace = pod.Integer("metadata", "deletionGracePeriodSeconds") ?? 0;
        lock (_deciding)
        {
            if (!_gone && (_grace is null || grace < _grace))
            {
                _grace = grace;
                _graceOver.CancelAfter(TimeSpan.FromSeconds(grace));
                // Not Cancel: what waits for it would run here, on the watch's thread.
                _ = _stop.CancelAsync();
            }
        }
    }

    public void Abandon()
    {
        lock (_deciding)
        {
            if (!_gone)
            {
                _ = _abandoned.CancelAsync();
                _ = _graceOver.CancelAsync();
                _ = _stop.CancelAsync();
            }
        }
    }

    public void Dispose()
    {
        lock (_deciding)
        {
            _gone = true;
            _stop.Dispose();
            _graceOver.Dispose();
            _abandoned.Dispose();
        }
    }
}
