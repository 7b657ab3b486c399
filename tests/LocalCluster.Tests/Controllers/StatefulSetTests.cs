using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Tests.Controllers;

public sealed class StatefulSetTests : IDisposable
{
    private readonly RunningControllers _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task InOrderTheNextPodWaitsForTheOneBefore()
    {
        _cluster.Create(KnownTypes.StatefulSets, Set());
        await RunningControllers.EventuallyAsync(() => Pods is ["web-0"]);

        _cluster.MakeReady("web-0");

        await RunningControllers.EventuallyAsync(() => Pods is ["web-0", "web-1"]);
    }

    [Fact]
    public async Task InParallelAllPodsComeAtOnceWithLabelsHostNameAndClaims()
    {
        _cluster.Create(KnownTypes.StatefulSets, Set(", \"podManagementPolicy\": \"Parallel\""));
        await RunningControllers.EventuallyAsync(() => Pods.Count == 3);

        var pod = _cluster.Get(KnownTypes.Pods, "web-2")!;
        pod.Label("statefulset.kubernetes.io/pod-name").ShouldBe("web-2");
        pod.Label("apps.kubernetes.io/pod-index").ShouldBe("2");
        pod.Text("spec", "hostname").ShouldBe("web-2");
        pod.Items("spec", "volumes").Select(volume => volume.Text("persistentVolumeClaim", "claimName")).ShouldContain("data-web-2");
        await RunningControllers.EventuallyAsync(() => _cluster.Get(KnownTypes.PersistentVolumeClaims, "data-web-2").Text("status", "phase") == "Bound");
        var status = _cluster.Get(KnownTypes.StatefulSets, "web")!.Status()!;
        pod.Label("controller-revision-hash").ShouldBe(status.Text("updateRevision"));
    }

    [Fact]
    public async Task OnDeleteAChangedTemplateReachesOnlyPodsThatAreDeleted()
    {
        _cluster.Create(KnownTypes.StatefulSets, Set(", \"podManagementPolicy\": \"Parallel\", \"updateStrategy\": {\"type\": \"OnDelete\"}"));
        await RunningControllers.EventuallyAsync(() => Pods.Count == 3);
        var old = _cluster.Get(KnownTypes.Pods, "web-0")!.Label("controller-revision-hash");

        ChangeTemplate();
        await RunningControllers.EventuallyAsync(() => UpdateRevision != old);
        _cluster.Registry.Delete(KnownTypes.Pods.Key("default", "web-1"));

        await RunningControllers.EventuallyAsync(() => _cluster.Get(KnownTypes.Pods, "web-1")?.Label("controller-revision-hash") == UpdateRevision);
        _cluster.Get(KnownTypes.Pods, "web-0")!.Label("controller-revision-hash").ShouldBe(old);
        _cluster.Get(KnownTypes.StatefulSets, "web").Integer("status", "updatedReplicas").ShouldBe(1);
    }

    [Fact]
    public async Task ARollingUpdateGoesFromTheHighestOrdinalDownAndWaitsForEach()
    {
        _cluster.Create(KnownTypes.StatefulSets, Set(", \"podManagementPolicy\": \"Parallel\""));
        await RunningControllers.EventuallyAsync(() => Pods.Count == 3);
        Pods.ToList().ForEach(pod => _cluster.MakeReady(pod));
        await RunningControllers.EventuallyAsync(() => _cluster.Get(KnownTypes.StatefulSets, "web").Integer("status", "readyReplicas") == 3);
        var old = UpdateRevision;

        ChangeTemplate();

        await RunningControllers.EventuallyAsync(() => Revision("web-2") is { } revision && revision != old);
        Revision("web-1").ShouldBe(old);
        _cluster.MakeReady("web-2");
        await RunningControllers.EventuallyAsync(() => Revision("web-1") is { } revision && revision != old);
        Revision("web-0").ShouldBe(old);
        _cluster.MakeReady("web-1");
        await RunningControllers.EventuallyAsync(() => Revision("web-0") is { } revision && revision != old);
        _cluster.MakeReady("web-0");
        await RunningControllers.EventuallyAsync(() => _cluster.Get(KnownTypes.StatefulSets, "web").Text("status", "currentRevision") == UpdateRevision);
    }

    [Fact]
    public async Task ScalingDownTakesTheHighestAndKeepsTheClaims()
    {
        _cluster.Create(KnownTypes.StatefulSets, Set(", \"podManagementPolicy\": \"Parallel\""));
        await RunningControllers.EventuallyAsync(() => Pods.Count == 3);

        _cluster.Registry.Update(KnownTypes.StatefulSets.Key("default", "web"), copy =>
        {
            copy["spec"]!["replicas"] = 1;
            return copy;
        });

        await RunningControllers.EventuallyAsync(() => Pods is ["web-0"]);
        _cluster.Names(KnownTypes.PersistentVolumeClaims).Count.ShouldBe(3);
    }

    [Fact]
    public async Task DeletingTheSetDeletesItsPods()
    {
        _cluster.Create(KnownTypes.StatefulSets, Set());
        await RunningControllers.EventuallyAsync(() => Pods.Count == 1);

        _cluster.Registry.Delete(KnownTypes.StatefulSets.Key("default", "web"));

        await RunningControllers.EventuallyAsync(() => Pods.Count == 0 && _cluster.Names(KnownTypes.ControllerRevisions).Count == 0);
    }

    private IReadOnlyList<string> Pods => _cluster.Names(KnownTypes.Pods);

    private string? UpdateRevision => _cluster.Get(KnownTypes.StatefulSets, "web").Text("status", "updateRevision");

    private string? Revision(string pod) => _cluster.Get(KnownTypes.Pods, pod)?.Label("controller-revision-hash");

    private void ChangeTemplate() => _cluster.Registry.Update(KnownTypes.StatefulSets.Key("default", "web"), copy =>
    {
        copy["spec"]!["template"]!["metadata"]!["annotations"] = new JsonObject { ["changed"] = "yes" };
        return copy;
    });

    private static string Set(string more = "") => $$"""
        {"metadata": {"name": "web"}, "spec": {"replicas": 3, "serviceName": "web", "selector": {"matchLabels": {"app": "web"} },
         "volumeClaimTemplates": [{"metadata": {"name": "data"}, "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"} } } }],
         "template": {"metadata": {"labels": {"app": "web"} }, "spec": {"containers": [{"name": "c", "image": "redis:7"}]} }{{more}} } }
        """;
}
