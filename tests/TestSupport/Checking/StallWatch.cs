namespace RedisOperator.TestSupport.Checking;

/// <summary>Notices when this process does not get to run: what then seems to last is not held against anybody.</summary>
public static class StallWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Worth = TimeSpan.FromMilliseconds(25);

    public static async Task RunAsync(TimeProvider time, Action<Stall> stalled, CancellationToken cancellationToken)
    {
        var last = time.GetUtcNow();
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var now = time.GetUtcNow();
            if (now - last > Worth)
            {
                stalled(new Stall(last + Interval, now));
            }

            last = now;
        }
    }
}
