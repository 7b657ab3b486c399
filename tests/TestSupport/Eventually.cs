using System.Diagnostics;

namespace RedisOperator.TestSupport;

/// <summary>Waiting, always with an end, and with what was last seen in the message when it comes.</summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks again and again until the answer satisfies; returns that answer.</summary>
    /// <param name="what">the sentence that should become true, for the failure message</param>
    /// <param name="within">the longest wait</param>
    /// <param name="probe">reads the world; an exception counts as "not yet" and stands in the message</param>
    /// <param name="satisfied">whether the answer will do</param>
    /// <param name="show">how to show an unsatisfying answer</param>
    /// <exception cref="TimeoutException">It did not become true in time.</exception>
    public static async Task<T> GetAsync<T>(
        string what,
        TimeSpan within,
        Func<CancellationToken, Task<T>> probe,
        Func<T, bool> satisfied,
        Func<T, string>? show = null,
        CancellationToken cancellationToken = default)
    {
        var clock = Stopwatch.StartNew();
        var last = "nothing yet";
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(within);
        while (!bounded.IsCancellationRequested)
        {
            try
            {
                var seen = await probe(bounded.Token);
                if (satisfied(seen))
                {
                    return seen;
                }

                last = show?.Invoke(seen) ?? seen?.ToString() ?? "null";
                await Task.Delay(Interval, bounded.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                last = e.Message;
                await Task.Delay(Interval, CancellationToken.None);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw new TimeoutException($"Not within {clock.Elapsed.TotalSeconds:0.0} s: {what}. Last seen:\n{last}");
    }

    /// <summary>Waits until the sentence is true.</summary>
    public static Task TrueAsync(string what, TimeSpan within, Func<CancellationToken, Task<bool>> probe, CancellationToken cancellationToken = default) =>
        GetAsync(what, within, probe, answer => answer, answer => $"{what}: {answer}", cancellationToken);
}
