namespace RedisOperator.Writer;

/// <summary>Gets a new connection as soon as anybody can have one.</summary>
/// <remarks>
/// A new attempt begins every <see cref="Pace"/> whether or not the one before has ended: packets to an address that leads
/// nowhere vanish without an answer, and an attempt that began then would hold up the first one that can succeed.
/// </remarks>
/// <param name="attempt">one attempt, bounded in time by itself; null when nobody accepted</param>
internal sealed class Reconnecting<T>(Func<Task<T?>> attempt, TimeProvider time)
    where T : class, IDisposable
{
    private const int MostAtOnce = 16;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    /// <summary>How many connections were tried since the last call of this method.</summary>
    public int TakeAttempts() => Interlocked.Exchange(ref _attempts, 0);

    private int _attempts;

    /// <summary>Tries until one attempt succeeds; the others are closed as they end.</summary>
    public async Task<T> ConnectAsync(CancellationToken cancellationToken)
    {
        var running = new List<Task<T?>>();
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (running.Count < MostAtOnce)
                {
                    Interlocked.Increment(ref _attempts);
                    running.Add(attempt());
                }

                var pause = Task.Delay(Pace, time, cancellationToken);
                while (running.Count > 0 && await Task.WhenAny([pause, .. running]) is Task<T?> ended)
                {
                    running.Remove(ended);
                    if (await ended is { } connection)
                    {
                        return connection;
                    }
                }

                await pause;
            }
        }
        finally
        {
            foreach (var late in running)
            {
                _ = late.ContinueWith(static t => t.Result?.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            }
        }
    }
}
