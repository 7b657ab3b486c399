using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Nodes.Containers;
using RedisOperator.LocalCluster.Nodes.Images;
using RedisOperator.LocalCluster.Nodes.Logs;
using RedisOperator.LocalCluster.Nodes.Probes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Nodes.Pods;

/// <summary>Keeps one container of a pod running: starts it, watches it, starts it again as the restart policy says.</summary>
internal sealed class ContainerRunner(PodRun run, JsonObject container, bool isInit)
{
    private static readonly TimeSpan ConfigRetry = TimeSpan.FromSeconds(1);
    private readonly RestartBackOff _backOff = new();
    private readonly RestartBackOff _pullBackOff = new();
    private ContainerSnapshot _snapshot = new(container.Text("name")!, container.Text("image") ?? "", new ContainerPhase.Waiting(isInit ? "PodInitializing" : "ContainerCreating"));
    private RunningContainer? _running;
    private ContainerLaunch? _launch;

    public string Name => _snapshot.Name;

    public ContainerSnapshot Snapshot => Volatile.Read(ref _snapshot);

    /// <summary>The current or last run's log, and the one before.</summary>
    public ContainerLog? Log { get; private set; }

    public ContainerLog? PreviousLog { get; private set; }

    /// <summary>How the running process was started; null when there is none.</summary>
    public ContainerLaunch? Launch => Pid is null ? null : Volatile.Read(ref _launch);

    /// <summary>Null when it does not run.</summary>
    public RunningContainer? Running => Volatile.Read(ref _running);

    /// <summary>The container's input ends when the first client that attached leaves.</summary>
    public bool TakesInputOnce => container.Flag("stdinOnce") == true;

    /// <summary>The running process; null when there is none.</summary>
    public int? Pid => Volatile.Read(ref _running)?.Pid;

    /// <summary>Ends when the container will not be started again, or when it has ended with its pod.</summary>
    /// <returns>The last exit code; null when it never ran.</returns>
    public async Task<int?> RunAsync(PodEnding ending)
    {
        int? code = null;
        var stop = ending.Stop;
        while (!stop.IsCancellationRequested)
        {
            await run.Node.Power.WaitUntilUpAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (await PrepareAsync(stop) is not { } launch)
            {
                return code;
            }

            code = await RunOnceAsync(launch, ending);
            if (stop.IsCancellationRequested || !RestartsAfter(code.Value))
            {
                return code;
            }

            await BackOffAsync(stop);
        }

        return code;
    }

    private bool RestartsAfter(int code) => run.RestartPolicy switch
    {
        "Never" => false,
        "OnFailure" => code != 0,
        _ => !isInit || code != 0,
    };

    /// <summary>Waits for image and configuration; null when it was stopped meanwhile.</summary>
    private async Task<ContainerLaunch?> PrepareAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            TimeSpan wait;
            if (run.Services.Images.Find(_snapshot.Image) is { } image)
            {
                try
                {
                    // One container of a pod at a time: they read the same nodes, and JSON nodes are made on first sight.
                    lock (run.Volumes)
                    {
                        run.Volumes.Prepare();
                        return Build(image);
                    }
                }
                catch (Exception e) when (e is ContainerConfigException or IOException or UnauthorizedAccessException or InvalidOperationException or ArgumentException or NullReferenceException)
                {
                    // Tried again, whatever it was: a container that is given up without a word hangs for ever.
                    run.Event("Warning", "Failed", "Error: " + e.Message);
                    Set(_snapshot with { Phase = new ContainerPhase.Waiting("CreateContainerConfigError", e.Message), Ready = false });
                    wait = ConfigRetry;
                }
            }
            else
            {
                wait = PullFailed();
            }

            await DelayAsync(wait, stop);
        }

        return null;
    }

    private ContainerLaunch Build(Image image)
    {
        var launch = LaunchBuilder.Build(run, container, image);
        run.Event("Normal", "Pulled", $"Container image \"{_snapshot.Image}\" already present on machine");
        return launch;
    }

    private TimeSpan PullFailed()
    {
        var wait = _pullBackOff.Next(TimeSpan.Zero);
        var message = $"Back-off pulling image \"{_snapshot.Image}\": the local cluster has no such image";
        run.Event("Warning", "Failed", $"Failed to pull image \"{_snapshot.Image}\": the local cluster has no such image");
        Set(_snapshot with { Phase = new ContainerPhase.Waiting(RestartBackOff.IsLong(wait) ? "ImagePullBackOff" : "ErrImagePull", message), Ready = false });
        return wait;
    }

    private async Task<int> RunOnceAsync(ContainerLaunch launch, PodEnding ending)
    {
        var startedAt = run.Services.Time.GetUtcNow();
        var id = $"local-cluster://{run.Pod.Uid()}/{Name}/{_snapshot.Restarts}";
        StartedContainer started;
        try
        {
            started = await run.Services.Launcher.StartAsync(launch);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException or UnauthorizedAccessException)
        {
            run.Event("Warning", "Failed", $"Error: {e.Message}");
            Ended(new ContainerPhase.Terminated(128, "StartError", e.Message, startedAt, startedAt, id));
            return 128;
        }

        RotateLog();
        using var current = new RunningContainer(started, container.Flag("stdin") == true, Log!, run.Services.Time);
        Volatile.Write(ref _launch, launch);
        Volatile.Write(ref _running, current);
        run.Event("Normal", "Created", $"Created container: {Name}");
        run.Event("Normal", "Started", $"Started container {Name}");
        Set(_snapshot with { Phase = new ContainerPhase.Running(startedAt), Id = id, Started = false, Ready = false });
        var code = await SuperviseAsync(current, launch, ending);
        Volatile.Write(ref _running, null);
        var message = code == 0 || container.Text("terminationMessagePolicy") != "FallbackToLogsOnError" ? null : TerminationMessage.From(Log!);
        Ended(new ContainerPhase.Terminated(code, code == 0 ? "Completed" : "Error", message, startedAt, run.Services.Time.GetUtcNow(), id));
        return code;
    }

    /// <summary>Until the process has ended, by itself, by a probe's verdict, or because the pod ends.</summary>
    private async Task<int> SuperviseAsync(RunningContainer current, ContainerLaunch launch, PodEnding ending)
    {
        using var probing = new CancellationTokenSource();
        using var unhealthy = CancellationTokenSource.CreateLinkedTokenSource(ending.Stop);
        ProbeSpec? verdict = null;
        var prober = new Prober(run.Network, container, () => launch, current.Pid);
        var probes = new ContainerProbes(
            run, container, prober,
            (started, ready) => Set(_snapshot with { Started = started, Ready = ready }),
            (name, probe) =>
            {
                // A pod that ends is not restarted: its probes have no verdict any more.
                if (!ending.Stop.IsCancellationRequested)
                {
                    verdict = probe;
                    run.Event("Normal", "Killing", $"Container {Name} failed {name} probe, will be restarted");
                    unhealthy.Cancel();
                }
            }).RunAsync(probing.Token);
        await Task.WhenAny(current.Exited, Cancelled(unhealthy.Token));
        if (!current.Exited.IsCompleted)
        {
            await EndAsync(current, new ContainerEnd(run, container, prober), verdict, ending);
        }

        await probing.CancelAsync();
        await probes.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await current.Exited;
    }

    private async Task EndAsync(RunningContainer current, ContainerEnd end, ProbeSpec? verdict, PodEnding ending)
    {
        if (verdict is null)
        {
            run.Event("Normal", "Killing", $"Stopping container {Name}");
            await end.DoAsync(current, ending.GraceOver, ending.Abandoned);
            return;
        }

        var grace = verdict.Action.Integer("terminationGracePeriodSeconds") ?? run.Pod.Integer("spec", "terminationGracePeriodSeconds") ?? 30;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(grace), run.Services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ending.GraceOver);
        await end.DoAsync(current, either.Token, ending.Abandoned);
    }

    private static Task Cancelled(CancellationToken ct) => Task.Delay(Timeout.Infinite, ct);

    private async Task BackOffAsync(CancellationToken stop)
    {
        var last = (ContainerPhase.Terminated)_snapshot.Phase;
        var wait = _backOff.Next(last.FinishedAt - last.StartedAt);
        if (RestartBackOff.IsLong(wait))
        {
            var message = $"back-off {wait.TotalSeconds:0}s restarting failed container={Name} pod={run.Pod.Name()}_{run.Pod.Namespace()}({run.Pod.Uid()})";
            Set(_snapshot with { Phase = new ContainerPhase.Waiting("CrashLoopBackOff", message), Last = last });
            run.Event("Warning", "BackOff", $"Back-off restarting failed container {Name} in pod {run.Pod.Name()}_{run.Pod.Namespace()}({run.Pod.Uid()})");
        }

        await DelayAsync(wait, stop);
        if (!stop.IsCancellationRequested)
        {
            Volatile.Write(ref _snapshot, _snapshot with { Last = last, Restarts = _snapshot.Restarts + 1 });
        }
    }

    private Task DelayAsync(TimeSpan wait, CancellationToken stop) =>
        Task.Delay(wait, run.Services.Time, stop).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private void Ended(ContainerPhase.Terminated phase) => Set(_snapshot with { Phase = phase, Started = false, Ready = false, Id = phase.Id });

    private void RotateLog()
    {
        PreviousLog?.Dispose();
        PreviousLog = Log;
        Log = new ContainerLog(Path.Combine(run.LogDirectory, Name, $"{_snapshot.Restarts}.log"), run.Services.Time);
    }

    private void Set(ContainerSnapshot snapshot)
    {
        Volatile.Write(ref _snapshot, snapshot);
        run.Changed();
    }
}
