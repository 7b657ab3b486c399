using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using RedisOperator.LocalCluster.Controllers;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Tests.Controllers;

/// <summary>The controllers on a registry, without nodes: tests say themselves what becomes of a pod.</summary>
public sealed class RunningControllers : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public RunningControllers()
    {
        var logger = NullLogger.Instance;
        var time = TimeProvider.System;
        List<Func<CancellationToken, Task>> loops =
        [
            new StatefulSetController(Registry, time, logger).RunAsync,
            new DeploymentController(Registry, time, logger).RunAsync,
            new ReplicaSetController(Registry, time, logger).RunAsync,
            new EndpointSliceController(Registry, time, logger).RunAsync,
            new LoadBalancerController(Registry, new ObjectEvents(Registry, time), time, logger).RunAsync,
            new PodDisruptionBudgetController(Registry, time, logger).RunAsync,
            new VolumeClaimController(Registry, time, logger, _ => { }).RunAsync,
            new GarbageCollector(Registry, logger).RunAsync,
        ];
        loops.ForEach(loop => _ = loop(_stop.Token));
    }

    public Registry Registry { get; } = new(TimeProvider.System, new Random(1));

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    public JsonObject Create(ResourceType type, string json) => Registry.Create(type, "default", JsonNode.Parse(json)!.AsObject());

    public IReadOnlyList<string> Names(ResourceType type) => [.. Registry.List(type, "default").Items.Select(item => item.Name())];

    public JsonObject? Get(ResourceType type, string name) => Registry.Get(type.Key("default", name));

    /// <summary>As if its node had started it.</summary>
    public void MakeReady(string pod, bool ready = true) => Registry.UpdateStatus(KnownTypes.Pods.Key("default", pod), copy =>
    {
        copy["status"] = new JsonObject
        {
            ["phase"] = "Running",
            ["podIP"] = "10.244.1." + (2 + (pod[^1] - '0')),
            ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = ready ? "True" : "False" }),
        };
        return copy;
    });

    public static Task EventuallyAsync(Func<bool> holds) =>
        Nodes.SharedCluster.EventuallyAsync(() => Task.FromResult(holds() ? "yes" : "no"), answer => answer == "yes");
}
