using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Nodes.Probes;

namespace RedisOperator.LocalCluster.Nodes.Pods;

/// <summary>The three probes of one run of a container: the startup probe first, then the other two.</summary>
/// <param name="changed">Called with started and ready.</param>
/// <param name="kill">Called when liveness or startup gave up.</param>
internal sealed class ContainerProbes(PodRun run, JsonObject container, Prober prober, Action<bool, bool> changed, Action<string, ProbeSpec> kill)
{
    public async Task RunAsync(CancellationToken ct)
    {
        var readiness = ProbeSpec.Of(container, "readinessProbe");
        if (ProbeSpec.Of(container, "startupProbe") is { } startup && !await StartedAsync(startup, ct))
        {
            return;
        }

        changed(true, readiness is null);
        var loops = new List<Task>();
        if (readiness is not null)
        {
            loops.Add(Loop(readiness).RunAsync((ready, _) => changed(true, ready), problem => Unhealthy("Readiness", problem), ct));
        }

        if (ProbeSpec.Of(container, "livenessProbe") is { } liveness)
        {
            loops.Add(Loop(liveness).RunAsync((alive, _) => KillUnless(alive, "liveness", liveness), problem => Unhealthy("Liveness", problem), ct));
        }

        await Task.WhenAll(loops);
    }

    private async Task<bool> StartedAsync(ProbeSpec startup, CancellationToken ct)
    {
        var result = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var loop = Loop(startup).RunAsync((started, _) => result.TrySetResult(started), problem => Unhealthy("Startup", problem), stop.Token);
        await Task.WhenAny(result.Task, loop);
        ct.ThrowIfCancellationRequested();
        var started = await result.Task;
        await stop.CancelAsync();
        await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        KillUnless(started, "startup", startup);
        return started;
    }

    private ProbeLoop Loop(ProbeSpec spec) => new(spec, prober, run.Node.Power, run.Services.Time);

    private void KillUnless(bool healthy, string name, ProbeSpec probe)
    {
        if (!healthy)
        {
            kill(name, probe);
        }
    }

    private void Unhealthy(string probe, string problem) => run.Event("Warning", "Unhealthy", $"{probe} probe failed: {problem}");
}
