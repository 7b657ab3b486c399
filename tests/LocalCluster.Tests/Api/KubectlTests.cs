using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Tests.Api;

/// <summary>The machine's own kubectl against the API server: what users do has to work unchanged.</summary>
public sealed class KubectlTests : IAsyncLifetime
{
    private TestCluster _cluster = null!;
    private Kubectl _kubectl = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync();
        _kubectl = _cluster.Kubectl();
    }

    public async ValueTask DisposeAsync()
    {
        _kubectl.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task ADefinitionIsAppliedAndBecomesEstablished()
    {
        (await _kubectl.RunWithAsync(Example.Definition().ToJsonString(), "apply", "-f", "-")).Succeeded().ShouldContain("created");
        (await _kubectl.RunAsync("wait", "--for=condition=Established", "crd/caches.example.com", "--timeout=20s")).Succeeded();
        (await _kubectl.RunAsync("api-resources", "--api-group=example.com")).Succeeded().ShouldContain("ca");
        (await _kubectl.RunAsync("get", "crd")).Succeeded().ShouldContain("caches.example.com");
    }

    [Fact]
    public async Task AnObjectIsAppliedChangedAndShown()
    {
        _cluster.CreateDefinition();

        (await Apply(Example.Cache("a"))).Succeeded().ShouldContain("created");
        (await Apply(Example.Cache("a"))).Succeeded().ShouldContain("unchanged");
        (await Apply(Example.Cache("a", """{"replicas":4}"""))).Succeeded().ShouldContain("configured");

        var wide = (await _kubectl.RunAsync("get", "ca", "-o", "wide")).Succeeded();
        wide.ShouldContain("IMAGE");
        wide.ShouldContain("redis:8.2");
        var table = (await _kubectl.RunAsync("get", "caches")).Succeeded();
        table.ShouldNotContain("IMAGE");
        table.ShouldContain("AGE");
        (await _kubectl.RunAsync("get", "caches", "a", "-o", "jsonpath={.spec.replicas}")).Succeeded().ShouldBe("4");
        (await _kubectl.RunAsync("describe", "cache", "a")).Succeeded().ShouldContain("Replicas:    4");
        (await _kubectl.RunAsync("get", "all")).Succeeded().ShouldContain("cache.example.com/a");
    }

    [Fact]
    public async Task ServerSideApplyCreatesChangesAndNamesConflicts()
    {
        _cluster.CreateDefinition();
        (await _kubectl.RunWithAsync(Example.Cache("a", """{"replicas":3}""").ToJsonString(), "apply", "--server-side", "-f", "-")).Succeeded();
        (await _kubectl.RunWithAsync(Example.Cache("a", """{"replicas":4}""").ToJsonString(), "apply", "--server-side", "-f", "-")).Succeeded();

        var refused = await _kubectl.RunWithAsync(Example.Cache("a", """{"replicas":5}""").ToJsonString(), "apply", "--server-side", "--field-manager=other", "-f", "-");

        refused.Failed().ShouldContain("conflict with \"kubectl\"");
        refused.Errors.ShouldContain(".spec.replicas");
        (await _kubectl.RunWithAsync(
            Example.Cache("a", """{"replicas":5}""").ToJsonString(), "apply", "--server-side", "--field-manager=other", "--force-conflicts", "-f", "-")).Succeeded();
    }

    [Theory]
    [InlineData("""{"replicas":0}""", "spec.replicas: Invalid value: 0: spec.replicas in body should be greater than or equal to 1")]
    [InlineData("""{"quorum":4}""", "quorum may not be above replicas: lower quorum or raise replicas")]
    [InlineData("""{"downAfter":"500ms"}""", "must be at least 2s")]
    [InlineData("""{"downAfter":"soon"}""", "spec.downAfter in body should match")]
    [InlineData("""{"foo":1}""", "strict decoding error: unknown field \"spec.foo\"")]
    [InlineData("""{"mode":"X"}""", "Unsupported value: \"X\": supported values: \"AOF\", \"RDB\"")]
    public async Task BadInputIsRefusedWithASentence(string spec, string sentence)
    {
        _cluster.CreateDefinition();

        (await Apply(Example.Cache("a", spec))).Failed().ShouldContain(sentence);
    }

    [Fact]
    public async Task LabelsAnnotationsPatchesAndScaleWork()
    {
        _cluster.CreateDefinition();
        (await Apply(Example.Cache("a"))).Succeeded();

        (await _kubectl.RunAsync("label", "cache", "a", "x=y")).Succeeded();
        (await _kubectl.RunAsync("annotate", "cache", "a", "p=q")).Succeeded();
        (await _kubectl.RunAsync("patch", "cache", "a", "--type=merge", "-p", """{"spec":{"image":"redis:7.2"}}""")).Succeeded();
        (await _kubectl.RunAsync("patch", "cache", "a", "--type=json", "-p", """[{"op":"replace","path":"/spec/replicas","value":5}]""")).Succeeded();
        (await _kubectl.RunAsync("patch", "cache", "a", "--subresource=status", "--type=merge", "-p", """{"status":{"phase":"Fine"}}""")).Succeeded();
        (await _kubectl.RunAsync("scale", "cache", "a", "--replicas=6")).Succeeded();

        var cache = _cluster.Registry.Get(Example.Caches.Key("default", "a"));
        cache.Text("metadata", "labels", "x").ShouldBe("y");
        cache.Text("spec", "image").ShouldBe("redis:7.2");
        cache.Integer("spec", "replicas").ShouldBe(6);
        cache.Text("status", "phase").ShouldBe("Fine");
        (await _kubectl.RunAsync("get", "cache", "-l", "x=y", "-L", "x")).Succeeded().ShouldContain("Fine");
        (await _kubectl.RunAsync("get", "cache", "-l", "x=z")).Succeeded().ShouldNotContain("Fine");
    }

    [Fact]
    public async Task AWatchShowsChangesAsTheyCome()
    {
        _cluster.CreateDefinition();
        (await Apply(Example.Cache("a"))).Succeeded();

        var changed = false;
        var seen = await _kubectl.RunUntilAsync(
            line => line.Contains("Later", StringComparison.Ordinal),
            async line =>
            {
                if (!changed && line.StartsWith("a ", StringComparison.Ordinal))
                {
                    changed = true;
                    await Task.Yield();
                    _cluster.Registry.UpdateStatus(Example.Caches.Key("default", "a"), obj =>
                    {
                        obj["status"] = new JsonObject { ["phase"] = "Later" };
                        return obj;
                    });
                }
            },
            "get", "caches", "-w");

        seen.ShouldContain("NAME");
        seen.ShouldContain("Later");
    }

    [Fact]
    public async Task WaitingForAConditionEndsWhenItComes()
    {
        _cluster.CreateDefinition();
        (await Apply(Example.Cache("a"))).Succeeded();
        var waiting = _kubectl.RunAsync("wait", "--for=condition=Ready", "cache/a", "--timeout=30s");
        await Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken);

        _cluster.Registry.UpdateStatus(Example.Caches.Key("default", "a"), obj =>
        {
            obj["status"] = new JsonObject { ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = "True" }) };
            return obj;
        });

        (await waiting).Succeeded().ShouldContain("condition met");
    }

    [Fact]
    public async Task DeletingWaitsForFinalizersAndEnds()
    {
        _cluster.CreateDefinition();
        var held = Example.Cache("a");
        held.Metadata()["finalizers"] = new JsonArray("example.com/wait");
        (await Apply(held)).Succeeded();
        var deleting = _kubectl.RunAsync("delete", "cache", "a");
        while (!_cluster.Registry.Get(Example.Caches.Key("default", "a"))!.IsDeleting())
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        _cluster.Registry.Update(Example.Caches.Key("default", "a"), obj =>
        {
            obj.Metadata().Remove("finalizers");
            return obj;
        });

        (await deleting).Succeeded().ShouldContain("deleted");
        (await _kubectl.RunAsync("get", "cache", "a")).Failed().ShouldContain("caches.example.com \"a\" not found");
    }

    [Fact]
    public async Task ExplainShowsTheDefinitionsWords()
    {
        _cluster.CreateDefinition();

        (await _kubectl.RunAsync("explain", "cache.spec.replicas")).Succeeded().ShouldContain("How many pods.");
        (await _kubectl.RunAsync("explain", "cache")).Succeeded().ShouldContain("A cache of an example.");
    }

    [Fact]
    public async Task WhatKubectlSendsAsProtobufIsRead()
    {
        (await _kubectl.RunAsync("create", "namespace", "n1")).Succeeded();
        (await _kubectl.RunAsync("create", "configmap", "c", "--from-literal=a=b", "-n", "n1")).Succeeded();
        (await _kubectl.RunAsync("create", "secret", "generic", "s", "--from-literal=p=hush", "-n", "n1")).Succeeded();
        (await _kubectl.RunAsync("create", "serviceaccount", "robot", "-n", "n1")).Succeeded();
        (await _kubectl.RunAsync("auth", "can-i", "delete", "pods")).Succeeded().ShouldContain("yes");
        (await _kubectl.RunAsync("auth", "can-i", "list", "pods", "--as=somebody")).ExitCode.ShouldBe(1);
        (await _kubectl.RunAsync("auth", "whoami")).Succeeded().ShouldContain("kubernetes-admin");
        (await _kubectl.RunAsync("create", "token", "default", "-n", "n1")).Succeeded().Trim().ShouldNotBeEmpty();

        _cluster.Registry.Get(KnownTypes.ConfigMaps.Key("n1", "c")).Text("data", "a").ShouldBe("b");
        _cluster.Registry.Get(KnownTypes.Secrets.Key("n1", "s")).Text("data", "p").ShouldBe("aHVzaA==");
        (await _kubectl.RunAsync("delete", "namespace", "n1")).Succeeded();
        _cluster.Registry.Get(KnownTypes.Namespaces.Key(null, "n1")).ShouldBeNull();
    }

    [Fact]
    public async Task BuiltInKindsAreAppliedTwiceShownAndDescribed()
    {
        const string manifest =
            """
            apiVersion: v1
            kind: Service
            metadata: { name: web }
            spec: { selector: { app: web }, ports: [{ name: http, port: 80 }] }
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: { name: web }
            spec:
              serviceName: web
              replicas: 2
              selector: { matchLabels: { app: web } }
              template:
                metadata: { labels: { app: web } }
                spec: { containers: [{ name: c, image: "redis:8.2", env: [{ name: A, value: "1" }] }] }
            ---
            apiVersion: v1
            kind: Pod
            metadata: { name: web-0, labels: { app: web } }
            spec: { containers: [{ name: c, image: "redis:8.2" }] }
            """;
        (await _kubectl.RunWithAsync(manifest, "apply", "-f", "-")).Succeeded();
        (await _kubectl.RunWithAsync(manifest, "apply", "-f", "-")).Succeeded().ShouldNotContain("configured");
        (await _kubectl.RunWithAsync(manifest.Replace("value: \"1\"", "value: \"2\"", StringComparison.Ordinal), "apply", "-f", "-")).Succeeded().ShouldContain("statefulset.apps/web configured");
        (await _kubectl.RunAsync("set", "image", "statefulset/web", "c=redis:7.2")).Succeeded();
        (await _kubectl.RunAsync("get", "all")).Succeeded().ShouldContain("statefulset.apps/web");
        (await _kubectl.RunAsync("get", "pods", "-o", "wide", "--field-selector=status.phase=Pending")).Succeeded().ShouldContain("web-0");
        (await _kubectl.RunAsync("describe", "statefulset", "web")).Succeeded().ShouldContain("redis:7.2");
        (await _kubectl.RunAsync("describe", "service", "web")).Succeeded().ShouldContain("10.96.");
        (await _kubectl.RunAsync("describe", "pod", "web-0")).Succeeded().ShouldContain("Pending");
        (await _kubectl.RunAsync("scale", "statefulset", "web", "--replicas=3")).Succeeded();
        (await _kubectl.RunAsync("delete", "pod", "web-0", "--force", "--grace-period=0")).Succeeded();
        (await _kubectl.RunAsync("delete", "statefulset,service", "web")).Succeeded();
        (await _kubectl.RunAsync("get", "events,nodes,leases,pdb,netpol,pvc,sa,roles,clusterroles")).Succeeded();
        (await _kubectl.RunAsync("version")).Succeeded().ShouldContain("local-cluster");
    }

    private Task<KubectlResult> Apply(JsonObject obj) => _kubectl.RunWithAsync(obj.ToJsonString(), "apply", "-f", "-");
}
