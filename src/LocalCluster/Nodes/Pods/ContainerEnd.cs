using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Nodes.Containers;
using RedisOperator.LocalCluster.Nodes.Probes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Nodes.Pods;

/// <summary>Ends one container: the preStop hook, then SIGTERM, all within the grace period, then SIGKILL.</summary>
internal sealed class ContainerEnd(PodRun run, JsonObject container, Prober prober)
{
    // kubelet's: after a hook that used up all the time a SIGTERM can still be answered.
    private static readonly TimeSpan LeastAfterHook = TimeSpan.FromSeconds(2);

    public async Task DoAsync(RunningContainer current, CancellationToken graceOver, CancellationToken abandoned)
    {
        if (container.At("lifecycle", "preStop") is not JsonObject hook || graceOver.IsCancellationRequested)
        {
            await current.StopAsync(graceOver);
            return;
        }

        await HookAsync(hook, current, graceOver);
        if (!graceOver.IsCancellationRequested || abandoned.IsCancellationRequested)
        {
            await current.StopAsync(graceOver);
            return;
        }

        using var last = CancellationTokenSource.CreateLinkedTokenSource(abandoned);
        last.CancelAfter(LeastAfterHook);
        await current.StopAsync(last.Token);
    }

    /// <summary>How it ends changes nothing but an Event: the container is ended anyway.</summary>
    private async Task HookAsync(JsonObject hook, RunningContainer current, CancellationToken graceOver)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(graceOver);
        _ = current.Exited.ContinueWith(_ => ended.CancelAsync(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var problem = await TryHookAsync(hook, ended.Token);
        if (problem is not null && !current.Exited.IsCompleted)
        {
            run.Event("Warning", "FailedPreStopHook", $"PreStopHook failed: {problem}");
        }
    }

    private async Task<string?> TryHookAsync(JsonObject hook, CancellationToken patience)
    {
        try
        {
            if (hook.Integer("sleep", "seconds") is { } seconds)
            {
                await Task.Delay(TimeSpan.FromSeconds(seconds), run.Services.Time, patience);
                return null;
            }

            return await prober.TryAsync(new ProbeSpec(hook, TimeSpan.Zero, TimeSpan.Zero, Timeout.InfiniteTimeSpan, 1, 1), patience);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return "the grace period is over";
        }
    }
}
