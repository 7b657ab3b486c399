using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Controllers;
using RedisOperator.LocalCluster.Nodes.Pods;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Nodes;

/// <summary>The agents of all nodes: one runner for each pod that was given to one of them.</summary>
internal sealed partial class PodSupervisor(NodeServices services, IReadOnlyList<Node> nodes)
{
    private readonly ConcurrentDictionary<string, PodRunner> _runners = new();
    private readonly Lock _starting = new();
    private readonly Dictionary<string, Node> _nodes = nodes.ToDictionary(node => node.Name);

    public async Task RunAsync(CancellationToken ct)
    {
        var contents = new[] { KnownTypes.ConfigMaps, KnownTypes.Secrets }.Select(type => WatchContentAsync(type, ct));
        await await Task.WhenAny(contents.Append(WatchPodsAsync(ct)).ToList());
    }

    /// <summary>Null when no node runs it (any more).</summary>
    public PodRunner? Find(string ns, string name)
    {
        var pod = services.Registry.Get(KnownTypes.Pods.Key(ns, name));
        return pod is not null && _runners.TryGetValue(pod.Uid(), out var runner) ? runner : null;
    }

    public Node? FindNode(string name) => _nodes.GetValueOrDefault(name);

    public IEnumerable<PodRunner> On(Node node) => _runners.Values.Where(runner => runner.Node == node);

    /// <summary>A node that was down learns what happened meanwhile, and says how its pods are.</summary>
    public void CatchUp(Node node)
    {
        foreach (var runner in On(node))
        {
            if (services.Registry.Get(KnownTypes.Pods.Key(runner.Pod.Namespace(), runner.Pod.Name())) is { } pod && pod.Uid() == runner.Uid)
            {
                runner.Observe(pod);
                runner.Publish();
            }
            else
            {
                runner.Abandon();
            }
        }

        foreach (var pod in services.Registry.List(KnownTypes.Pods).Items.Where(pod => pod.Text("spec", "nodeName") == node.Name))
        {
            Start(pod);
        }
    }

    private async Task WatchPodsAsync(CancellationToken ct)
    {
        await foreach (var change in Changes.OfAsync(services.Registry, KnownTypes.Pods, ct))
        {
            Handle(change.Event);
        }
    }

    private void Handle(StoreEvent change)
    {
        var pod = change.Object;
        if (pod.Text("spec", "nodeName") is not { Length: > 0 } name || !_nodes.TryGetValue(name, out var node) || !node.Power.IsUp)
        {
            return;
        }

        if (!_runners.TryGetValue(pod.Uid(), out var runner))
        {
            if (change.Type != StoreEventType.Deleted)
            {
                Start(pod);
            }
        }
        else if (change.Type == StoreEventType.Deleted)
        {
            runner.Abandon();
        }
        else
        {
            runner.Observe(pod);
        }
    }

    private void Start(JsonObject pod)
    {
        lock (_starting)
        {
            if (_runners.ContainsKey(pod.Uid()) || Controllers.Pods.IsFinished(pod))
            {
                return;
            }

            var runner = new PodRunner(services, _nodes[pod.Text("spec", "nodeName")!], pod);
            _runners[pod.Uid()] = runner;
            runner.Observe(pod);
            _ = RunAsync(runner);
        }
    }

    private async Task RunAsync(PodRunner runner)
    {
        try
        {
            await runner.RunAsync();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Broken(services.Logger, e, runner.Pod.Namespace()!, runner.Pod.Name());
        }

        _runners.TryRemove(runner.Uid, out _);
        runner.Dispose();
    }

    private async Task WatchContentAsync(ResourceType type, CancellationToken ct)
    {
        await foreach (var change in Changes.OfAsync(services.Registry, type, ct))
        {
            foreach (var runner in _runners.Values.Where(runner => runner.Pod.Namespace() == change.Event.Object.Namespace()))
            {
                runner.RefreshVolumes();
            }
        }
    }
}
