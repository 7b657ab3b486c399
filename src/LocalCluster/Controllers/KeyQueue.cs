namespace RedisOperator.LocalCluster.Controllers;

/// <summary>Namespace and name of the object a controller has to look at. The namespace is "" for cluster-scoped ones.</summary>
internal readonly record struct Key(string Namespace, string Name);

/// <summary>What one worker has to look at, each key once, in order; with delays.</summary>
internal sealed class KeyQueue(TimeProvider time) : IDisposable
{
    private readonly Queue<Key> _ready = new();
    private readonly HashSet<Key> _queued = [];
    private readonly SemaphoreSlim _count = new(0);
    private readonly Lock _lock = new();

    public void Add(Key key)
    {
        lock (_lock)
        {
            if (!_queued.Add(key))
            {
                return;
            }

            _ready.Enqueue(key);
        }

        _count.Release();
    }

    public void AddAfter(Key key, TimeSpan delay, CancellationToken ct) => _ = LaterAsync(key, delay, ct);

    public async Task<Key> TakeAsync(CancellationToken ct)
    {
        await _count.WaitAsync(ct);
        lock (_lock)
        {
            var key = _ready.Dequeue();
            _queued.Remove(key);
            return key;
        }
    }

    public void Dispose() => _count.Dispose();

    private async Task LaterAsync(Key key, TimeSpan delay, CancellationToken ct)
    {
        await Task.Delay(delay, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!ct.IsCancellationRequested)
        {
            Add(key);
        }
    }
}
