using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Network;
using RedisOperator.LocalCluster.Nodes.Native;
using RedisOperator.LocalCluster.Nodes.Volumes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Nodes.Pods;

/// <summary>One pod on its node, from its network to its removal.</summary>
internal sealed partial class PodRunner : IDisposable
{
    private static readonly TimeSpan VolumeRetry = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SandboxRetry = TimeSpan.FromSeconds(2);
    private readonly NodeServices _services;
    private readonly Node _node;
    private readonly JsonObject _pod;
    private readonly ObjectKey _key;
    private readonly DateTimeOffset _startedAt;
    private readonly PodEnding _end = new();
    private readonly Lock _publishing = new();
    private PodRun? _run;
    private IReadOnlyList<ContainerRunner> _init = [];
    private IReadOnlyList<ContainerRunner> _containers = [];
    private bool _ending;

    public PodRunner(NodeServices services, Node node, JsonObject pod)
    {
        _services = services;
        _node = node;
        _pod = pod;
        _key = KnownTypes.Pods.Key(pod.Namespace(), pod.Name());
        _startedAt = services.Time.GetUtcNow();
    }

    public string Uid => _pod.Uid();

    public JsonObject Pod => _pod;

    public Node Node => _node;

    public IPodNetwork? Network => _run?.Network;

    public IEnumerable<ContainerRunner> Containers => _init.Concat(_containers);

    /// <summary>The container of that name; null name: the first one of the pod.</summary>
    public ContainerRunner? Container(string? name) => name is null ? (_containers.Count > 0 ? _containers[0] : null) : Containers.FirstOrDefault(container => container.Name == name);

    /// <summary>To be called with every newer version of the pod.</summary>
    public void Observe(JsonObject pod) => _end.Observe(pod);

    /// <summary>The pod's object is gone: nobody waits for a clean end.</summary>
    public void Abandon() => _end.Abandon();

    /// <summary>What the pod mounts from the API may have changed.</summary>
    public void RefreshVolumes()
    {
        if (_run is null || _ending)
        {
            return;
        }

        try
        {
            // As where its containers are started: both read the same nodes, and JSON nodes are made on first sight.
            lock (_run.Volumes)
            {
                _run.Volumes.Prepare();
            }
        }
        catch (Exception e) when (e is ContainerConfigException or IOException or UnauthorizedAccessException)
        {
            // Deleted while in use: the pod keeps what it has, as with kubelet. One pod's disk is no reason to stop looking at the others.
            Noted(_services.Logger, _key.Namespace!, _key.Name, e.Message);
        }
    }

    public async Task RunAsync()
    {
        try
        {
            while (!await TryStartAsync())
            {
                await Task.Delay(SandboxRetry, _services.Time, _end.Stop);
            }

            await RunContainersAsync();
        }
        catch (OperationCanceledException) when (_end.Stop.IsCancellationRequested)
        {
            // Deleted before it was up.
        }

        await Stopped();
        await _node.Power.WaitUntilUpAsync(CancellationToken.None);
        _ending = true;
        await RemoveAsync();
    }

    public void Dispose() => _end.Dispose();

    private Task Stopped() => Task.Delay(Timeout.Infinite, _end.Stop).ContinueWith(static _ => { }, TaskScheduler.Default);

    private async Task<bool> TryStartAsync()
    {
        try
        {
            await StartAsync();
            return true;
        }
        catch (Exception e) when (e is HostProgramException or IOException or System.ComponentModel.Win32Exception or UnauthorizedAccessException)
        {
            SandboxFailed(_services.Logger, e, _key.Namespace!, _key.Name);
            _services.Events.Record(_pod, "Warning", "FailedCreatePodSandBox", e.Message, "kubelet", _node.Name);
            return false;
        }
    }

    private async Task StartAsync()
    {
        var network = _run?.Network ?? await NetworkAsync();
        var group = _services.Rootless ? null : (int?)_pod.Integer("spec", "securityContext", "fsGroup");
        var token = new Lazy<string>(() => _services.Registry.Tokens.Issue(
            _pod.Namespace()!, _pod.Text("spec", "serviceAccountName") ?? "default", TimeSpan.FromDays(30), _pod.Name(), Uid).Token);
        var volumes = new PodVolumes(_services.Registry, _pod, Path.Combine(_services.State, "pods", Uid), _services.Claims,
            new VolumeContent(_services.Registry, _pod, network.Address, _node.Network.Address, () => token.Value), group, _services.Time);
        _run = new PodRun(_services, _node, _pod, network, volumes, Publish);
        _init = [.. _pod.Items("spec", "initContainers").Select(container => new ContainerRunner(_run, container, isInit: true))];
        _containers = [.. _pod.Items("spec", "containers").Select(container => new ContainerRunner(_run, container, isInit: false))];
        Publish();
        await WaitForVolumesAsync(volumes);
    }

    private async Task<IPodNetwork> NetworkAsync() => Controllers.Pods.IsOnHostNetwork(_pod)
        ? new HostNetwork(_node.Network)
        : await _node.Network.AddPodAsync(Uid.Replace("-", ""), CancellationToken.None);

    private async Task WaitForVolumesAsync(PodVolumes volumes)
    {
        while (true)
        {
            try
            {
                volumes.Prepare();
                return;
            }
            catch (ContainerConfigException e)
            {
                _services.Events.Record(_pod, "Warning", "FailedMount", $"MountVolume.SetUp failed: {e.Message}", "kubelet", _node.Name);
            }

            await Task.Delay(VolumeRetry, _services.Time, _end.Stop);
        }
    }

    private async Task RunContainersAsync()
    {
        foreach (var container in _init)
        {
            if (await container.RunAsync(_end) != 0)
            {
                return;
            }
        }

        await Task.WhenAll(_containers.Select(container => container.RunAsync(_end)));
    }

    /// <summary>Writes the pod's status as it is now.</summary>
    public void Publish()
    {
        if (!_node.Power.IsUp)
        {
            return;
        }

        lock (_publishing)
        {
            var facts = new PodFacts(
                [.. _init.Select(container => container.Snapshot)], [.. _containers.Select(container => container.Snapshot)],
                _run?.Network.Address, _node.Network.Address, _startedAt, _ending);
            try
            {
                _services.Registry.UpdateStatus(_key, pod =>
                {
                    if (pod.Uid() != Uid)
                    {
                        return null;
                    }

                    pod["status"] = PodStatus.Build(pod, facts, _services.Time.GetUtcNow());
                    return pod;
                });
            }
            catch (StatusException e) when (e.Code == 404)
            {
                // Deleted by force: there is no status to write any more.
                Noted(_services.Logger, _key.Namespace!, _key.Name, e.Message);
            }
        }
    }

    private async Task RemoveAsync()
    {
        Publish();
        if (_run is not null)
        {
            await _run.Network.RemoveAsync(CancellationToken.None);
            _run.Volumes.Remove();
        }

        _services.Registry.Tokens.RevokeForPod(Uid);
        try
        {
            _services.Registry.Delete(_key, new DeleteOptions { GracePeriodSeconds = 0, PreconditionUid = Uid });
        }
        catch (StatusException e) when (e.Code is 404 or 409)
        {
            // Gone already, or a new pod of that name is there.
            Noted(_services.Logger, _key.Namespace!, _key.Name, e.Message);
        }
    }
}
