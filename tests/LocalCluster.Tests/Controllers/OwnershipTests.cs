using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Tests.Controllers;

public sealed class OwnershipTests : IDisposable
{
    private readonly RunningControllers _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task WhatIsOwnedGoesWithItsOwner()
    {
        CreateFamily();

        _cluster.Registry.Delete(KnownTypes.ConfigMaps.Key("default", "owner"));

        await RunningControllers.EventuallyAsync(() => _cluster.Get(KnownTypes.ConfigMaps, "child") is null && _cluster.Get(KnownTypes.ConfigMaps, "grandchild") is null);
    }

    [Fact]
    public async Task InTheForegroundTheOwnerGoesLast()
    {
        CreateFamily(childFinalizer: "test/hold");

        _cluster.Registry.Delete(KnownTypes.ConfigMaps.Key("default", "owner"), new DeleteOptions { Propagation = Propagation.Foreground });

        await RunningControllers.EventuallyAsync(() => _cluster.Get(KnownTypes.ConfigMaps, "child")?.IsDeleting() == true);
        _cluster.Get(KnownTypes.ConfigMaps, "owner").ShouldNotBeNull();
        _cluster.Registry.Update(KnownTypes.ConfigMaps.Key("default", "child"), copy =>
        {
            var left = copy.Finalizers().Where(name => name != "test/hold").ToList();
            copy.Metadata()["finalizers"] = new System.Text.Json.Nodes.JsonArray([.. left.Select(name => (System.Text.Json.Nodes.JsonNode)name)]);
            return copy;
        });
        await RunningControllers.EventuallyAsync(() => _cluster.Get(KnownTypes.ConfigMaps, "owner") is null);
    }

    [Fact]
    public async Task OrphansStayWithoutTheirReference()
    {
        CreateFamily();

        _cluster.Registry.Delete(KnownTypes.ConfigMaps.Key("default", "owner"), new DeleteOptions { Propagation = Propagation.Orphan });

        await RunningControllers.EventuallyAsync(() => _cluster.Get(KnownTypes.ConfigMaps, "owner") is null);
        _cluster.Get(KnownTypes.ConfigMaps, "child").Items("metadata", "ownerReferences").ShouldBeEmpty();
    }

    [Fact]
    public async Task AnOwnerThatNeverWasIsNoOwner()
    {
        _cluster.Create(KnownTypes.ConfigMaps, Owned("lost", "nobody", "00000000-0000-0000-0000-000000000000"));

        await RunningControllers.EventuallyAsync(() => _cluster.Get(KnownTypes.ConfigMaps, "lost") is null);
    }

    [Fact]
    public async Task ReadyPodsOfASelectorAreItsEndpoints()
    {
        _cluster.Create(KnownTypes.Services, """{"metadata": {"name": "s"}, "spec": {"selector": {"app": "x"}, "ports": [{"port": 80, "targetPort": "web"}]}}""");
        _cluster.Create(KnownTypes.Pods, """
            {"metadata": {"name": "p-0", "labels": {"app": "x"}}, "spec": {"containers": [{"name": "c", "image": "redis:7", "ports": [{"name": "web", "containerPort": 8080}]}]}}
            """);
        _cluster.MakeReady("p-0");

        await RunningControllers.EventuallyAsync(() => _cluster.Registry.List(KnownTypes.EndpointSlices, "default").Items.Any(slice =>
            slice.Label("kubernetes.io/service-name") == "s"
            && slice.Items("ports").Any(port => port.Integer("port") == 8080)
            && slice.Items("endpoints").Any(endpoint => endpoint.Flag("conditions", "ready") == true && endpoint.Text("targetRef", "name") == "p-0")));
    }

    [Fact]
    public async Task ABudgetSaysHowManyPodsMayGo()
    {
        _cluster.Create(KnownTypes.PodDisruptionBudgets, """{"metadata": {"name": "b"}, "spec": {"maxUnavailable": 1, "selector": {"matchLabels": {"app": "web"}}}}""");
        _cluster.Create(KnownTypes.Deployments, """
            {"metadata": {"name": "web"}, "spec": {"replicas": 2, "selector": {"matchLabels": {"app": "web"}},
             "template": {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [{"name": "c", "image": "redis:7"}]}}}}
            """);
        await RunningControllers.EventuallyAsync(() => _cluster.Names(KnownTypes.Pods).Count == 2);
        _cluster.Get(KnownTypes.PodDisruptionBudgets, "b").Integer("status", "disruptionsAllowed").ShouldBe(0);

        _cluster.Names(KnownTypes.Pods).ToList().ForEach(pod => _cluster.MakeReady(pod));

        await RunningControllers.EventuallyAsync(() => _cluster.Get(KnownTypes.PodDisruptionBudgets, "b").Integer("status", "disruptionsAllowed") == 1);
        await RunningControllers.EventuallyAsync(() => _cluster.Get(KnownTypes.Deployments, "web").Items("status", "conditions")
            .Any(condition => condition.Text("type") == "Available" && condition.Text("status") == "True"));
    }

    private void CreateFamily(string? childFinalizer = null)
    {
        var owner = _cluster.Create(KnownTypes.ConfigMaps, """{"metadata": {"name": "owner"}}""");
        var child = _cluster.Create(KnownTypes.ConfigMaps, Owned("child", "owner", owner.Uid(), childFinalizer));
        _cluster.Create(KnownTypes.ConfigMaps, Owned("grandchild", "child", child.Uid()));
    }

    private static string Owned(string name, string owner, string uid, string? finalizer = null) => $$"""
        {"metadata": {"name": "{{name}}", "finalizers": [{{(finalizer is null ? "" : $"\"{finalizer}\"")}}],
         "ownerReferences": [{"apiVersion": "v1", "kind": "ConfigMap", "name": "{{owner}}", "uid": "{{uid}}", "blockOwnerDeletion": true}]} }
        """;
}
