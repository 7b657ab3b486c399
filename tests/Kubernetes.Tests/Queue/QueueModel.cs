namespace k8s.Tests.Queue;

/// <summary>What a work queue must hold, said as simply as possible: who is wanted now, who later, who is being worked on.</summary>
internal sealed class QueueModel(ManualTime time, Random sameJitter)
{
    private readonly HashSet<int> _wanted = [];
    private readonly Dictionary<int, DateTimeOffset> _later = [];
    private readonly Dictionary<int, int> _failures = [];

    public HashSet<int> Held { get; } = [];

    public int Ready => _wanted.Count(key => !Held.Contains(key));

    public int Later => _later.Count;

    public void Add(int key) => _wanted.Add(key);

    public void AddAfter(int key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(key);
            return;
        }

        var due = time.GetUtcNow() + delay;
        _later[key] = _later.TryGetValue(key, out var known) && known < due ? known : due;
    }

    public void AddRateLimited(int key)
    {
        var failures = _failures.GetValueOrDefault(key);
        _failures[key] = failures + 1;
        var rest = TimeSpan.FromMilliseconds(100) * Math.Pow(2, Math.Min(30, failures));
        AddAfter(key, (rest < TimeSpan.FromSeconds(30) ? rest : TimeSpan.FromSeconds(30)) * (1 - (0.2 * sameJitter.NextDouble())));
    }

    public void Forget(int key) => _failures.Remove(key);

    /// <summary>False when the queue gave what it must not give.</summary>
    public bool Taken(int key) => _wanted.Remove(key) && Held.Add(key);

    public void TimeHasPassed()
    {
        foreach (var key in _later.Where(pair => pair.Value <= time.GetUtcNow()).Select(pair => pair.Key).ToList())
        {
            _later.Remove(key);
            _wanted.Add(key);
        }
    }
}
