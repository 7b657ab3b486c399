using System.Net;
using StackExchange.Redis;

namespace RedisOperator.Writer;

/// <summary>Gets a new connection as soon as anybody can have one.</summary>
/// <remarks>
/// A new attempt begins every <see cref="Pace"/> whether or not the one before has ended: packets to an address that leads
/// nowhere vanish without an answer, and an attempt that began then would hold up the first one that can succeed.
/// </remarks>
internal sealed class Reconnecting(EndPoint address, string? password, TimeProvider time)
{
    private const int MostAtOnce = 16;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromMilliseconds(250);

    /// <summary>How many connections were tried since the last call of this method.</summary>
    public int TakeAttempts() => Interlocked.Exchange(ref _attempts, 0);

    private int _attempts;

    /// <summary>Tries until one attempt succeeds; the others are closed as they end.</summary>
    public async Task<VipConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var running = new List<Task<VipConnection?>>();
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (running.Count < MostAtOnce)
                {
                    running.Add(AttemptAsync());
                }

                var pause = Task.Delay(Pace, time, cancellationToken);
                while (running.Count > 0 && await Task.WhenAny([pause, .. running]) is Task<VipConnection?> ended)
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

    private async Task<VipConnection?> AttemptAsync()
    {
        Interlocked.Increment(ref _attempts);
        try
        {
            return await VipConnection.OpenAsync(address, password, AttemptTimeout);
        }
        catch (RedisConnectionException)
        {
            return null;
        }
    }
}
