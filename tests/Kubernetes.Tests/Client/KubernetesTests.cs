using System.Text.Json.Nodes;
using k8s.Models;
using k8s.Tests.Server;
using Microsoft.AspNetCore.Http;

namespace k8s.Tests.Client;

public sealed class KubernetesTests : IAsyncLifetime
{
    private FakeApiServer _server = null!;
    private Kubernetes _client = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeApiServer.StartNewAsync();
        _client = NewClient(new KubernetesClientOptions { RetryDelay = TimeSpan.FromMilliseconds(2) });
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task An_object_is_created_read_replaced_patched_listed_and_deleted()
    {
        var created = await _client.CreateAsync(new V1Pod { Metadata = new V1ObjectMeta { Name = "a", NamespaceProperty = "ns" } }, Ct);
        created.Metadata.Uid.ShouldNotBeNull();
        var read = await _client.GetAsync<V1Pod>("ns", "a", Ct);
        read.Metadata.Labels = new Dictionary<string, string> { ["x"] = "1" };
        (await _client.ReplaceAsync(read, null, Ct)).Metadata.Labels!["x"].ShouldBe("1");
        var patched = await _client.PatchAsync<V1Pod>(new V1Patch("""{"metadata":{"labels":{"y":"2"}}}""", PatchType.MergePatch), "ns", "a", null, Ct);
        patched.Metadata.Labels!.Count.ShouldBe(2);
        (await _client.ListAsync<V1Pod>("ns", null, Ct)).Items.ShouldHaveSingleItem().Metadata.Name.ShouldBe("a");
        await _client.DeleteAsync<V1Pod>("ns", "a", new V1DeleteOptions { GracePeriodSeconds = 0 }, Ct);
        (await Should.ThrowAsync<KubernetesException>(_client.GetAsync<V1Pod>("ns", "a", Ct))).IsNotFound.ShouldBeTrue();
    }

    [Fact]
    public async Task Paths_and_parameters_are_those_of_the_API()
    {
        var seen = new List<string>();
        _server.Intercept = async context =>
        {
            lock (seen)
            {
                seen.Add($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {context.Request.ContentType}".TrimEnd());
            }

            await context.Response.WriteAsync("{}");
            return true;
        };
        var json = new JsonObject { ["spec"] = new JsonObject { ["replicas"] = 4 } };
        await _client.GetAsync<V1Node>(null, "node-1", Ct);
        await _client.ListAsync<V1EndpointSlice>(null, new ListOptions { LabelSelector = "a=b,c", Limit = 5 }, Ct);
        await _client.PatchAsync<V1Pod>(new V1Patch("[]", PatchType.JsonPatch), "ns", "a", new PatchOptions { Subresource = "status", FieldManager = "me" }, Ct);
        await _client.PatchAsync<V1Pod>(new V1Patch(json, PatchType.StrategicMergePatch), "ns", "a", null, Ct);
        await _client.ApplyAsync(new V1StatefulSet { Metadata = new V1ObjectMeta { Name = "s", NamespaceProperty = "ns" } }, new PatchOptions { FieldManager = "me", Force = true }, Ct);
        await _client.PatchScaleAsync<V1StatefulSet>(new V1Patch(json, PatchType.MergePatch), "ns", "s", null, Ct);
        await _client.GetScaleAsync<V1StatefulSet>("ns", "s", Ct);
        await _client.ReplaceAsync(new V1Pod { Metadata = new V1ObjectMeta { Name = "a", NamespaceProperty = "ns" } }, "status", Ct);
        seen.ShouldBe([
            "GET /api/v1/nodes/node-1",
            "GET /apis/discovery.k8s.io/v1/endpointslices?labelSelector=a%3Db%2Cc&limit=5",
            "PATCH /api/v1/namespaces/ns/pods/a/status?fieldManager=me application/json-patch+json",
            "PATCH /api/v1/namespaces/ns/pods/a application/strategic-merge-patch+json",
            "PATCH /apis/apps/v1/namespaces/ns/statefulsets/s?fieldManager=me&force=true application/apply-patch+yaml",
            "PATCH /apis/apps/v1/namespaces/ns/statefulsets/s/scale application/merge-patch+json",
            "GET /apis/apps/v1/namespaces/ns/statefulsets/s/scale",
            "PUT /api/v1/namespaces/ns/pods/a/status application/json",
        ]);
    }

    [Theory]
    [InlineData(409, "Conflict")]
    [InlineData(422, "Invalid")]
    [InlineData(403, "Forbidden")]
    public async Task What_the_server_refuses_is_told_with_code_reason_object_and_message(int code, string reason)
    {
        Answer(code, reason);
        var error = await Should.ThrowAsync<KubernetesException>(_client.GetAsync<V1Pod>("ns", "a", Ct));
        error.Code.ShouldBe(code);
        error.Reason.ShouldBe(reason);
        error.Message.ShouldContain("GET pods ns/a");
        error.Message.ShouldContain("because");
        _server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_that_is_no_Status_is_told_too()
    {
        _server.Intercept = async context =>
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync("<html>no such page</html>");
            return true;
        };
        var error = await Should.ThrowAsync<KubernetesException>(_client.GetAsync<V1Pod>("ns", "a", Ct));
        error.IsNotFound.ShouldBeTrue();
        error.Message.ShouldContain("no such page");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task Reading_is_tried_again_while_the_server_fails(int code)
    {
        _server.Cluster.Put(ObjectPath.Pod("a"), PodJson.Make());
        FailTimes(2, code, retryAfter: null);
        (await _client.GetAsync<V1Pod>("default", "a", Ct)).Metadata.Name.ShouldBe("a");
        _server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_connection_that_breaks_within_the_answer_to_a_read_is_tried_again()
    {
        _server.Cluster.Put(ObjectPath.Pod("a"), PodJson.Make());
        var first = true;
        _server.Intercept = async context =>
        {
            if (!first)
            {
                return false;
            }

            first = false;
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("{");
            await context.Response.Body.FlushAsync();
            context.Abort();
            return true;
        };
        (await _client.GetAsync<V1Pod>("default", "a", Ct)).Metadata.Name.ShouldBe("a");
    }

    [Theory]
    [InlineData(429, "0", 3)]
    [InlineData(503, "0", 3)]
    [InlineData(429, null, 3)]
    [InlineData(500, null, 1)]
    [InlineData(409, null, 1)]
    public async Task Writing_is_tried_again_only_when_the_server_says_later(int code, string? retryAfter, int requests)
    {
        FailTimes(2, code, retryAfter);
        var writing = _client.CreateAsync(new V1Pod { Metadata = new V1ObjectMeta { Name = "a", NamespaceProperty = "default" } }, Ct);
        if (requests == 1)
        {
            (await Should.ThrowAsync<KubernetesException>(writing)).Code.ShouldBe(code);
        }
        else
        {
            await writing;
        }

        _server.Requests.Count.ShouldBe(requests);
    }

    [Fact]
    public async Task A_write_whose_connection_breaks_is_not_sent_twice()
    {
        _server.Intercept = context =>
        {
            context.Abort();
            return Task.FromResult(true);
        };
        var error = await Should.ThrowAsync<KubernetesException>(_client.CreateAsync(new V1Pod { Metadata = new V1ObjectMeta { Name = "a", NamespaceProperty = "default" } }, Ct));
        error.Reason.ShouldBe(KubernetesException.Unreachable);
        error.RequestWasSent.ShouldBeTrue();
        _server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_as_unreachable_and_nothing_was_sent()
    {
        await _server.StopAsync();
        var error = await Should.ThrowAsync<KubernetesException>(_client.CreateAsync(new V1Pod { Metadata = new V1ObjectMeta { Name = "a" } }, Ct));
        error.IsTransport.ShouldBeTrue();
        error.Reason.ShouldBe(KubernetesException.Unreachable);
        error.RequestWasSent.ShouldBeFalse();
    }

    [Fact]
    public async Task A_write_waits_out_a_server_that_restarts()
    {
        using var patient = NewClient(new KubernetesClientOptions { RetryDelay = TimeSpan.FromMilliseconds(100), MaxRetries = 8 });
        await _server.StopAsync();
        var writing = patient.CreateAsync(new V1Pod { Metadata = new V1ObjectMeta { Name = "a", NamespaceProperty = "default" } }, Ct);
        await Task.Delay(200, Ct);
        await _server.StartAsync();
        (await writing).Metadata.Name.ShouldBe("a");
    }

    [Fact]
    public async Task A_server_that_accepts_and_never_answers_is_given_up()
    {
        using var hasty = NewClient(new KubernetesClientOptions { RequestTimeout = TimeSpan.FromMilliseconds(100), TotalTimeout = TimeSpan.FromMilliseconds(500), MaxRetries = 1 });
        _server.Intercept = Never;
        var error = await Should.ThrowAsync<KubernetesException>(hasty.GetAsync<V1Pod>("ns", "a", Ct));
        error.Reason.ShouldBe(KubernetesException.TimedOut);
        await Should.ThrowAsync<KubernetesException>(async () =>
        {
            await foreach (var _ in hasty.WatchAsync<V1Pod>("ns", new ListOptions(), Ct))
            {
            }
        });
    }

    [Fact]
    public async Task Cancelling_is_told_as_cancelling()
    {
        _server.Intercept = Never;
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Should.ThrowAsync<OperationCanceledException>(_client.GetAsync<V1Pod>("ns", "a", cancel.Token));
    }

    [Fact]
    public async Task Server_side_apply_without_a_field_manager_and_scale_by_the_wrong_method_are_mistakes()
    {
        await Should.ThrowAsync<ArgumentException>(() => _client.PatchAsync<V1Pod>(new V1Patch("{}", PatchType.ApplyPatch), "ns", "a", null, Ct));
        await Should.ThrowAsync<ArgumentException>(() => _client.PatchAsync<V1Pod>(new V1Patch("{}", PatchType.MergePatch), "ns", "a", new PatchOptions { Subresource = "scale" }, Ct));
    }

    private static async Task<bool> Never(HttpContext context)
    {
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return true;
    }

    private Kubernetes NewClient(KubernetesClientOptions options) => new(new KubernetesClientConfiguration { Host = _server.Address }, options);

    private void Answer(int code, string reason) => _server.Intercept = async context =>
    {
        await FakeApiRequest.FailAsync(context, code, reason, "because");
        return true;
    };

    private void FailTimes(int times, int code, string? retryAfter)
    {
        var left = times;
        _server.Intercept = async context =>
        {
            if (left-- <= 0)
            {
                return false;
            }

            if (retryAfter is not null)
            {
                context.Response.Headers.RetryAfter = retryAfter;
            }

            await FakeApiRequest.FailAsync(context, code, "No", "not now");
            return true;
        };
    }
}
