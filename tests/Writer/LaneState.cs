using System.Diagnostics;
using RedisOperator.TestSupport.Writing;

namespace RedisOperator.Writer;

/// <summary>The counts of one lane and its current interruption, if there is one. Thread safe.</summary>
internal sealed class LaneState(string lane, TimeProvider time, Action<WriterLine> emit)
{
    private readonly Lock _gate = new();
    private int _acknowledged;
    private int _unconfirmed;
    private int _refused;
    private int _unknown;
    private DateTimeOffset _lastAccepted;
    private (DateTimeOffset At, string Cause)? _broken;

    public double LongestGapMs { get; private set; }

    public WriteCounts Counts
    {
        get
        {
            lock (_gate)
            {
                return new WriteCounts(_acknowledged, _unconfirmed, _refused, _unknown);
            }
        }
    }

    public void Acknowledged() => Interlocked.Increment(ref _acknowledged);

    public void Unconfirmed() => Interlocked.Increment(ref _unconfirmed);

    public void Refused() => Interlocked.Increment(ref _refused);

    public void Unknown() => Interlocked.Increment(ref _unknown);

    /// <summary>The lane has no usable connection from now on; during an interruption this changes nothing.</summary>
    public void Broken(string cause)
    {
        lock (_gate)
        {
            _broken ??= (time.GetUtcNow(), cause);
        }
    }

    /// <summary>The server answered OK; ends an interruption and reports it.</summary>
    public void Accepted(VipConnection connection, Func<int> takeAttempts)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_broken is { } broken)
            {
                var gap = (now - _lastAccepted).TotalMilliseconds;
                var own = Stopwatch.GetElapsedTime(connection.StartedAt).TotalMilliseconds;
                LongestGapMs = Math.Max(LongestGapMs, gap);
                _broken = null;
                emit(new WriterGap(lane, _lastAccepted, broken.At, now, gap, takeAttempts(), own, broken.Cause));
            }

            _lastAccepted = now;
        }
    }
}
