using System.Text.Json.Nodes;
using k8s.Models;
using k8s.Tests.Server;
using KubeOps.Abstractions.Events;

namespace k8s.Tests.Events;

public sealed class EventRecorderTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private readonly V1Pod _pod = new() { Metadata = new V1ObjectMeta { Name = "cache-0", NamespaceProperty = "default", Uid = "uid-1", ResourceVersion = "7" } };
    private FakeApiServer _server = null!;
    private Kubernetes _client = null!;
    private EventRecorder _recorder = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeApiServer.StartNewAsync();
        _client = new Kubernetes(new KubernetesClientConfiguration { Host = _server.Address }, new KubernetesClientOptions { MaxRetries = 0 });
        _recorder = new EventRecorder(_client, "redis-operator", "redis-operator-0", _time);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task An_event_names_its_object_its_reporter_and_its_time()
    {
        EventPublisher publish = _recorder.PublishAsync;
        await publish(_pod, "FailoverStarted", "cache-0 is gone", EventType.Warning, TestContext.Current.CancellationToken);
        var told = Events().ShouldHaveSingleItem();
        ((string?)told["reason"]).ShouldBe("FailoverStarted");
        ((string?)told["message"]).ShouldBe("cache-0 is gone");
        ((string?)told["type"]).ShouldBe("Warning");
        ((string?)told["reportingComponent"]).ShouldBe("redis-operator");
        ((string?)told["involvedObject"]!["kind"]).ShouldBe("Pod");
        ((string?)told["involvedObject"]!["uid"]).ShouldBe("uid-1");
        ((string?)told["metadata"]!["namespace"]).ShouldBe("default");
        ((string?)told["firstTimestamp"]).ShouldBe("2026-01-01T00:00:00Z");
        ((int?)told["count"]).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_words_again_are_counted()
    {
        await Tell("again");
        _time.Advance(TimeSpan.FromMinutes(5));
        await Tell("again");
        await Tell("again");
        var told = Events().ShouldHaveSingleItem();
        ((int?)told["count"]).ShouldBe(3);
        ((string?)told["firstTimestamp"]).ShouldBe("2026-01-01T00:00:00Z");
        ((string?)told["lastTimestamp"]).ShouldBe("2026-01-01T00:05:00Z");
    }

    [Fact]
    public async Task Told_by_many_at_once_it_is_still_one()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Tell("again")));
        ((int?)Events().ShouldHaveSingleItem()["count"]).ShouldBe(10);
    }

    [Fact]
    public async Task Other_words_or_an_hour_later_make_another()
    {
        await Tell("one");
        _time.Advance(TimeSpan.FromTicks(1));
        await Tell("two");
        _time.Advance(TimeSpan.FromHours(1));
        await Tell("one");
        Events().Count.ShouldBe(3);
    }

    [Fact]
    public async Task An_event_that_the_server_forgot_is_made_again()
    {
        await Tell("again");
        _server.Cluster.Delete(new ObjectPath("default", "events", (string?)Events()[0]["metadata"]!["name"], null));
        _time.Advance(TimeSpan.FromSeconds(1));
        await Tell("again");
        ((int?)Events().ShouldHaveSingleItem()["count"]).ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_refuses_or_is_gone_does_not_stop_the_pass()
    {
        _server.Intercept = async context =>
        {
            await FakeApiRequest.FailAsync(context, 403, "Forbidden", "no");
            return true;
        };
        await Tell("one");
        await _server.StopAsync();
        await Tell("two");
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await _recorder.PublishAsync(_pod, "Test", "three", EventType.Normal, cancelled.Token);
    }

    [Fact]
    public async Task A_message_beyond_what_the_server_takes_is_cut()
    {
        await Tell(new string('x', 5000));
        ((string?)Events().ShouldHaveSingleItem()["message"])!.Length.ShouldBe(1024);
    }

    private Task Tell(string message) => _recorder.PublishAsync(_pod, "Test", message, EventType.Normal, TestContext.Current.CancellationToken);

    private List<JsonNode> Events() => [.. _server.Cluster.List(new ObjectPath("default", "events", null, null)).Items.Select(item => item!)];
}
