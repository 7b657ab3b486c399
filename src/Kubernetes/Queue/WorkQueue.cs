namespace k8s.Queue;

/// <summary>
/// Keys that need a pass. A key waits at most once, is worked on by at most one worker at a time, and is never lost: added while it is being
/// worked on, it comes again after <see cref="Done"/>. Every <see cref="TakeAsync"/> must be followed by <see cref="Done"/>. Thread safe.
/// </summary>
public sealed class WorkQueue<TKey> : IDisposable
    where TKey : notnull
{
    // Timers take at most 49 days; nobody waits for more than this.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(30);

    private readonly TimeProvider _time;
    private readonly Random _jitter;
    private readonly WorkQueueOptions _options;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _available = new(0);
    private readonly Queue<(TKey Key, long Since)> _ready = new();
    private readonly HashSet<TKey> _wanted = [];
    private readonly HashSet<TKey> _processing = [];
    private readonly Dictionary<TKey, int> _failures = [];
    private readonly DelayedKeys<TKey> _delayed = new();
    private readonly ITimer _timer;
    private bool _disposed;

    public WorkQueue(TimeProvider time, Random jitter, WorkQueueOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(jitter);
        _time = time;
        _jitter = jitter;
        _options = options ?? new WorkQueueOptions();
        _options.Validate();
        _timer = time.CreateTimer(_ => ReleaseDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Told how long a key that a worker has just taken had waited for one. Must be quick.</summary>
    public event Action<TimeSpan>? Waited;

    /// <summary>Keys that wait for a worker now; delayed ones and those being worked on are not counted.</summary>
    public int Depth
    {
        get
        {
            lock (_gate)
            {
                return _ready.Count;
            }
        }
    }

    /// <summary>Keys that wait for their time.</summary>
    public int Delayed
    {
        get
        {
            lock (_gate)
            {
                return _delayed.Count;
            }
        }
    }

    /// <summary>Keys that a worker has and has not yet given back.</summary>
    public int Processing
    {
        get
        {
            lock (_gate)
            {
                return _processing.Count;
            }
        }
    }

    public void Add(TKey key)
    {
        lock (_gate)
        {
            AddLocked(key);
        }
    }

    /// <summary>Adds the key after a time. If it already waits for an earlier time, that stays; a later one is replaced.</summary>
    public void AddAfter(TKey key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(key);
            return;
        }

        lock (_gate)
        {
            if (_delayed.Add(key, _time.GetTimestamp() + ToTicks(delay)))
            {
                Arm();
            }
        }
    }

    /// <summary>Adds the key after a rest that doubles with every call until <see cref="Forget"/>.</summary>
    public void AddRateLimited(TKey key)
    {
        TimeSpan rest;
        lock (_gate)
        {
            var failures = _failures.GetValueOrDefault(key);
            _failures[key] = failures + 1;
            rest = Backoff(failures);
        }

        AddAfter(key, rest);
    }

    /// <summary>The key did well: its next rest is the shortest again. Does not take it out of the queue.</summary>
    public void Forget(TKey key)
    {
        lock (_gate)
        {
            _failures.Remove(key);
        }
    }

    /// <summary>Waits for a key and marks it as being worked on. A cancelled wait takes no key.</summary>
    public async ValueTask<TKey> TakeAsync(CancellationToken ct)
    {
        await _available.WaitAsync(ct).ConfigureAwait(false);
        TKey key;
        long since;
        lock (_gate)
        {
            (key, since) = _ready.Dequeue();
            _wanted.Remove(key);
            _processing.Add(key);
        }

        Waited?.Invoke(_time.GetElapsedTime(since));
        return key;
    }

    /// <summary>Gives a key back. If it was added meanwhile it waits for a worker again, at once.</summary>
    public void Done(TKey key)
    {
        lock (_gate)
        {
            if (_processing.Remove(key) && _wanted.Contains(key))
            {
                MakeReady(key);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
        }

        _timer.Dispose();
        _available.Dispose();
    }

    private void AddLocked(TKey key)
    {
        if (_wanted.Add(key) && !_processing.Contains(key))
        {
            MakeReady(key);
        }
    }

    private void MakeReady(TKey key)
    {
        if (_disposed)
        {
            return;
        }

        _ready.Enqueue((key, _time.GetTimestamp()));
        _available.Release();
    }

    private void ReleaseDue()
    {
        lock (_gate)
        {
            while (_delayed.TryTakeDue(_time.GetTimestamp(), out var key))
            {
                AddLocked(key);
            }

            Arm();
        }
    }

    private void Arm()
    {
        if (_disposed || _delayed.NextDue is not { } due)
        {
            return;
        }

        // Rounded up, and a timer may still come a little early by the clock's grain: never ask for zero, which would spin.
        var wait = TimeSpan.FromTicks((long)Math.Ceiling((due - _time.GetTimestamp()) * (double)TimeSpan.TicksPerSecond / _time.TimestampFrequency));
        _timer.Change(wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Backoff(int failures)
    {
        var rest = _options.MinBackoff * Math.Pow(2, Math.Min(failures, 30));
        return (rest < _options.MaxBackoff ? rest : _options.MaxBackoff) * (1 - (0.2 * _jitter.NextDouble()));
    }

    private long ToTicks(TimeSpan delay) => (long)((delay < LongestDelay ? delay : LongestDelay).Ticks * (double)_time.TimestampFrequency / TimeSpan.TicksPerSecond);
}
