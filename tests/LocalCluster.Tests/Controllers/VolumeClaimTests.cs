using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Tests.Controllers;

public sealed class VolumeClaimTests : IDisposable
{
    private readonly RunningControllers _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task AClaimGrowsAndSoDoesItsCapacity()
    {
        Class("local", expands: true);
        await BoundAsync();

        Request("2Gi");

        await RunningControllers.EventuallyAsync(() => _cluster.Get(KnownTypes.PersistentVolumeClaims, "c").Text("status", "capacity", "storage") == "2Gi");
        _cluster.Registry.List(KnownTypes.PersistentVolumes).Items.Single().Text("spec", "capacity", "storage").ShouldBe("2Gi");
    }

    [Fact]
    public async Task AClaimDoesNotShrinkAndItsClassDoesNotChange()
    {
        Class("local", expands: true);
        await BoundAsync();

        Should.Throw<StatusException>(() => Request("500Mi")).Message
            .ShouldBe("PersistentVolumeClaim \"c\" is invalid: spec.resources.requests.storage: Forbidden: field can not be less than status.capacity");
        Should.Throw<StatusException>(() => Change(spec => spec["storageClassName"] = "other")).Message.ShouldContain("spec is immutable after creation");
    }

    [Fact]
    public async Task AClassThatDoesNotExpandForbidsGrowth()
    {
        Class("local", expands: false);
        await BoundAsync();

        var refusal = Should.Throw<StatusException>(() => Request("2Gi"));

        (refusal.Code, refusal.Reason).ShouldBe((403, "Forbidden"));
        refusal.Message.ShouldBe("persistentvolumeclaims \"c\" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize");
    }

    [Fact]
    public async Task ASetThatIsReplacedWithoutItsPodsTakesThemAndTheirClaimsOver()
    {
        const string Set = """
            {"metadata": {"name": "web"}, "spec": {"replicas": 2, "serviceName": "web", "podManagementPolicy": "Parallel", "selector": {"matchLabels": {"app": "web"}},
             "persistentVolumeClaimRetentionPolicy": {"whenDeleted": "Delete", "whenScaled": "Retain"},
             "template": {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [{"name": "c", "image": "redis:7"}]}},
             "volumeClaimTemplates": [{"metadata": {"name": "data"}, "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}}]}}
            """;
        var first = _cluster.Create(KnownTypes.StatefulSets, Set).Uid();
        await RunningControllers.EventuallyAsync(() => _cluster.Names(KnownTypes.Pods).Count == 2);
        var pods = _cluster.Names(KnownTypes.Pods).Select(name => _cluster.Get(KnownTypes.Pods, name)!.Uid()).ToArray();

        Should.Throw<StatusException>(() => _cluster.Registry.Update(KnownTypes.StatefulSets.Key("default", "web"), copy =>
        {
            copy.Items("spec", "volumeClaimTemplates").Single()["spec"]!["resources"]!["requests"]!["storage"] = "2Gi";
            return copy;
        })).Message.ShouldStartWith("StatefulSet.apps \"web\" is invalid: spec: Forbidden: updates to statefulset spec for fields other than 'replicas'");
        _cluster.Registry.Delete(KnownTypes.StatefulSets.Key("default", "web"), new DeleteOptions { Propagation = Propagation.Orphan });
        await RunningControllers.EventuallyAsync(() => _cluster.Get(KnownTypes.StatefulSets, "web") is null);
        _cluster.Get(KnownTypes.Pods, "web-0").Items("metadata", "ownerReferences").ShouldBeEmpty();

        var second = _cluster.Create(KnownTypes.StatefulSets, Set.Replace("1Gi", "2Gi")).Uid();

        second.ShouldNotBe(first);
        await RunningControllers.EventuallyAsync(() => Owner(KnownTypes.Pods, "web-1") == second && Owner(KnownTypes.PersistentVolumeClaims, "data-web-1") == second);
        _cluster.Names(KnownTypes.Pods).Select(name => _cluster.Get(KnownTypes.Pods, name)!.Uid()).ShouldBe(pods);
    }

    private string? Owner(ResourceType type, string name) => _cluster.Get(type, name).Items("metadata", "ownerReferences").FirstOrDefault().Text("uid");

    private async Task BoundAsync()
    {
        _cluster.Create(KnownTypes.PersistentVolumeClaims, """{"metadata": {"name": "c"}, "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}}""");
        await RunningControllers.EventuallyAsync(() => _cluster.Get(KnownTypes.PersistentVolumeClaims, "c").Text("status", "capacity", "storage") == "1Gi");
    }

    private void Class(string name, bool expands)
    {
        var key = KnownTypes.StorageClasses.Key(null, name);
        if (_cluster.Registry.Get(key) is null)
        {
            _cluster.Registry.Create(KnownTypes.StorageClasses, null, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name }, ["provisioner"] = "test" });
        }
        _cluster.Registry.Update(key, copy =>
        {
            copy["allowVolumeExpansion"] = expands;
            return copy;
        });
    }

    private void Request(string size) => Change(spec => spec["resources"]!["requests"]!["storage"] = size);

    private void Change(Action<JsonObject> change) => _cluster.Registry.Update(KnownTypes.PersistentVolumeClaims.Key("default", "c"), copy =>
    {
        change(copy.Spec()!);
        return copy;
    });
}
