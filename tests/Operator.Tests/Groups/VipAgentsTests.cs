using System.Net;
using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.TestSupport;
using RedisOperator.Vip;

namespace RedisOperator.Operator.Tests.Groups;

/// <summary>What is known of the vip containers: asked beside the passes, and never waited for.</summary>
public sealed class VipAgentsTests : IDisposable
{
    private static readonly AgentReport Report = new(7, DateTimeOffset.UnixEpoch, "172.16.1.50/24", "ens192", true, "Hold", "NamedByMajority", "m", null, DateTimeOffset.UnixEpoch, 1);

    private readonly Clock _time = new();
    private readonly Node _node = new();
    private int _changes;

    [Fact]
    public async Task A_pass_takes_what_is_known_and_news_bring_the_next_one()
    {
        var agents = Agents();

        agents.Read(Group(), [Pod()], Now).ShouldBeEmpty("nobody has answered yet");
        await AnsweredAsync(1);

        agents.Read(Group(), [Pod()], Now)["cache-0"].Holds.ShouldBeTrue();
        _changes.ShouldBe(1);
        _node.Asked.ShouldBe(["http://172.16.1.11:8379/status"]);
    }

    [Fact]
    public async Task It_is_asked_once_a_second_and_what_it_said_before_is_no_news()
    {
        var agents = Agents();
        agents.Read(Group(), [Pod()], Now);
        await AnsweredAsync(1);

        agents.Read(Group(), [Pod()], Now);
        _time.Advance(TimeSpan.FromSeconds(1.1));
        _node.Answer = (Report with { At = DateTimeOffset.UnixEpoch.AddSeconds(1), Message = "m, a second later" }).ToJson();
        agents.Read(Group(), [Pod()], Now);
        await AnsweredAsync(2);

        (_changes, _node.Asked.Count).ShouldBe((1, 2));
    }

    [Fact]
    public async Task One_answer_that_is_lost_is_no_news_and_after_two_nothing_is_known()
    {
        var agents = Agents();
        agents.Read(Group(), [Pod()], Now);
        await AnsweredAsync(1);
        _node.Answer = null;

        for (var round = 2; round <= 3; round++)
        {
            agents.Read(Group(), [Pod()], Now)["cache-0"].Holds.ShouldBeTrue($"round {round}");
            _time.Advance(TimeSpan.FromSeconds(1.1));
            agents.Read(Group(), [Pod()], Now);
            await AnsweredAsync(round);
        }

        agents.Read(Group(), [Pod()], Now).ShouldBeEmpty();
        _changes.ShouldBe(2);
    }

    [Fact]
    public void Nobody_is_asked_in_the_other_modes_nor_a_pod_that_is_not_on_its_nodes_network()
    {
        var agents = Agents();
        var elsewhere = Pod();
        elsewhere.Spec!.HostNetwork = null;

        agents.Read(Group(), [elsewhere], Now).ShouldBeEmpty();
        var plain = Group();
        plain.Spec.Vip = new VipSpec();
        agents.Read(plain, [Pod()], Now).ShouldBeEmpty();

        _node.Asked.ShouldBeEmpty();
    }

    public void Dispose() => _node.Dispose();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private VipAgents Agents() => new(new HttpClient(_node), _ => Interlocked.Increment(ref _changes), _time);

    /// <summary>The round that was begun has ended: what it brought is told last.</summary>
    private async Task AnsweredAsync(int asked)
    {
        await Eventually.TrueAsync($"{asked} were asked", TimeSpan.FromSeconds(20), _ => Task.FromResult(_node.Asked.Count == asked), Now);
        await Task.Delay(100, Now);
    }

    private static V1Pod Pod() => new()
    {
        Metadata = new V1ObjectMeta { Name = "cache-0", NamespaceProperty = "shop", Uid = "uid-0" },
        Spec = new V1PodSpec { HostNetwork = true, Containers = [new V1Container { Name = "redis" }, new V1Container { Name = "vip" }] },
        Status = new V1PodStatus { Phase = "Running", HostIP = "172.16.1.11" },
    };

    private static RedisReplicationGroup Group() => new()
    {
        Metadata = new V1ObjectMeta { Name = "cache", NamespaceProperty = "shop", Uid = "u1" },
        Spec = new RedisReplicationGroupSpec { Vip = new VipSpec { Mode = VipMode.HostNetwork, HostNetwork = new VipHostNetworkSpec { Address = "172.16.1.50/24", Interface = "ens192" } } },
    };

    private sealed class Clock : TimeProvider
    {
        private long _now = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Volatile.Read(ref _now);

        public void Advance(TimeSpan time) => Interlocked.Add(ref _now, time.Ticks);
    }

    /// <summary>A null answer: it does not answer.</summary>
    private sealed class Node : HttpMessageHandler
    {
        public string? Answer { get; set; } = Report.ToJson();

        public List<string> Asked { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            // As a network does: never before the question has been asked.
            await Task.Delay(20, cancellationToken);
            Asked.Add(request.RequestUri!.ToString());
            return Answer is { } answer ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer) } : throw new HttpRequestException("no route to host");
        }
    }
}
