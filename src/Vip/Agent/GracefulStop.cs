namespace RedisOperator.Vip;

/// <summary>When an agent that was asked to end does so: at once, or, while the address is on its host, a given time later at most.</summary>
internal sealed class GracefulStop : IDisposable
{
    private readonly CancellationToken _asked;
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenRegistration _registration;

    public GracefulStop(TimeSpan within, TimeProvider time, CancellationToken asked)
    {
        _asked = asked;
        _over = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _registration = asked.Register(() =>
        {
            if (within == TimeSpan.Zero)
            {
                _over.Cancel();
            }
            else
            {
                _over.CancelAfter(within);
            }
        });
    }

    public bool IsAsked => _asked.IsCancellationRequested;

    /// <summary>The time is over: cancels what is under way.</summary>
    public CancellationToken Token => _over.Token;

    /// <summary>For a pause: being asked ends it, so that one who has nothing to keep ends then.</summary>
    public CancellationToken Wakes => IsAsked ? _over.Token : _asked;

    /// <summary>An address that is gone does not come back: its redis was asked to end, too.</summary>
    public bool IsOver(bool holds) => IsAsked && (!holds || _over.IsCancellationRequested);

    public void Dispose()
    {
        _registration.Dispose();
        _over.Dispose();
    }
}
