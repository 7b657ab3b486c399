namespace RedisOperator.LocalCluster.Nodes.Probes;

/// <summary>Repeats a probe and reports when its threshold is crossed, in either direction.</summary>
internal sealed class ProbeLoop(ProbeSpec spec, Prober prober, NodePower power, TimeProvider time)
{
    // Until it first succeeds a probe is tried more often than its period says; failures are still counted by the period.
    private static readonly TimeSpan Eager = TimeSpan.FromMilliseconds(200);

    /// <param name="crossed">Called with true at the success threshold, with false and the reason at the failure threshold.</param>
    /// <param name="failed">Called for each counted failure.</param>
    public async Task RunAsync(Action<bool, string?> crossed, Action<string> failed, CancellationToken ct)
    {
        await Task.Delay(spec.InitialDelay, time, ct);
        int successes = 0, failures = 0;
        bool? state = null;
        var everSucceeded = false;
        var started = time.GetTimestamp();
        var counted = 0;
        while (true)
        {
            await power.WaitUntilUpAsync(ct);
            var problem = await prober.TryAsync(spec, ct);
            if (!power.IsUp)
            {
                // The node went down under the probe: what it saw says nothing of the container.
                continue;
            }

            if (problem is null)
            {
                everSucceeded = true;
                failures = 0;
                if (++successes >= spec.SuccessThreshold && state != true)
                {
                    crossed(true, null);
                    state = true;
                }
            }
            else if (everSucceeded || time.GetElapsedTime(started) >= spec.Period * (counted + 1))
            {
                counted++;
                successes = 0;
                failed(problem);
                if (++failures >= spec.FailureThreshold && state != false)
                {
                    crossed(false, problem);
                    state = false;
                }
            }

            await Task.Delay(everSucceeded || Eager > spec.Period ? spec.Period : Eager, time, ct);
        }
    }
}
