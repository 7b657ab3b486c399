using System.Text.Json.Nodes;
using k8s.LeaderElection;
using k8s.Models;
using k8s.Tests.Server;

namespace k8s.Tests.LeaderElection;

/// <summary>The electors' clock is the test's; HTTP runs in real time.</summary>
public sealed class LeaderElectorTests : IAsyncLifetime
{
    private readonly FakeCluster _cluster = new();
    private readonly List<Candidate> _candidates = [];
    private FakeApiServer _server = null!;
    private Kubernetes _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeApiServer.StartNewAsync(_cluster);
        _client = new Kubernetes(
            new KubernetesClientConfiguration { Host = _server.Address },
            new KubernetesClientOptions { MaxRetries = 0, RequestTimeout = TimeSpan.FromSeconds(2) });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var candidate in _candidates)
        {
            await candidate.StopAsync();
            candidate.Dispose();
        }

        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task One_candidate_leads_and_says_so_in_the_lease()
    {
        var time = new ManualTime();
        var a = Start("a", time);
        await a.Leads(time);
        Holder().ShouldBe("a");
        (await Lease()).Spec!.LeaseDurationSeconds.ShouldBe(15);
    }

    [Fact]
    public async Task A_second_candidate_waits_while_the_first_renews()
    {
        var (timeA, timeB) = (new ManualTime(), new ManualTime());
        var a = Start("a", timeA);
        await a.Leads(timeA);
        var b = Start("b", timeB);
        for (var second = 0; second < 60; second++)
        {
            await Step(timeA);
            await Step(timeB);
        }

        a.Elector.IsLeader.ShouldBeTrue();
        b.Elector.IsLeader.ShouldBeFalse();
        b.Elector.CurrentLeader.ShouldBe("a");
    }

    [Fact]
    public async Task On_stop_the_lease_is_given_back_after_the_work_has_ended_and_the_next_leads_at_once()
    {
        var (timeA, timeB) = (new ManualTime(), new ManualTime());
        var a = Start("a", timeA);
        await a.Leads(timeA);
        var b = Start("b", timeB);
        await Step(timeB);

        await a.StopAsync();
        a.HolderWhenWorkEnded.ShouldBe("a");
        Holder().ShouldBe("");
        (await Lease()).Spec!.LeaseDurationSeconds.ShouldBe(1);

        // One retry period, not the fifteen seconds of the lease.
        timeB.Advance(TimeSpan.FromSeconds(2));
        await Eventually.BecomesTrue(() => b.Elector.IsLeader, "b leads");
        (await Lease()).Spec!.LeaseTransitions.ShouldBe(1);
    }

    [Fact]
    public async Task A_leader_that_died_is_replaced_when_its_lease_has_run_out_and_not_before()
    {
        _cluster.Put(ObjectPath.Lease("op"), new JsonObject
        {
            ["spec"] = new JsonObject { ["holderIdentity"] = "dead", ["leaseDurationSeconds"] = 15, ["renewTime"] = "2001-01-01T00:00:00.000000Z" },
        });
        var time = new ManualTime();
        var b = Start("b", time);
        await Eventually.BecomesTrue(() => b.Elector.CurrentLeader == "dead", "b has seen it");
        for (var second = 0; second < 14; second++)
        {
            await Step(time);
        }

        // Its renewTime is years ago: only what b itself saw counts.
        b.Elector.IsLeader.ShouldBeFalse();
        await b.Leads(time);
    }

    [Fact]
    public async Task A_lost_connection_costs_no_leadership_while_it_comes_back_before_the_deadline()
    {
        var time = new ManualTime();
        var a = Start("a", time);
        await a.Leads(time);
        await _server.StopAsync();
        for (var second = 0; second < 4; second++)
        {
            await Step(time);
        }

        a.Elector.IsLeader.ShouldBeTrue();
        await _server.StartAsync();
        var before = _cluster.Version;
        await Eventually.BecomesTrue(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(10));
                return _cluster.Version > before;
            },
            "the lease is renewed");
        a.Stopped.ShouldBe(0);
    }

    [Fact]
    public async Task A_connection_lost_beyond_the_deadline_ends_the_work_before_another_may_lead_and_it_competes_again()
    {
        var time = new ManualTime();
        var a = Start("a", time);
        await a.Leads(time);
        var began = time.GetUtcNow();
        await _server.StopAsync();
        await Eventually.BecomesTrue(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(20));
                return !a.Elector.IsLeader;
            },
            "a gives up");
        (time.GetUtcNow() - began).ShouldBeLessThan(TimeSpan.FromSeconds(15));
        await Eventually.BecomesTrue(() => a.WorkEnded == 1, "the work has ended");

        await _server.StartAsync();
        await a.Leads(time);
        a.Stopped.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_answers_nothing_does_not_hold_a_leader_beyond_its_deadline()
    {
        var time = new ManualTime();
        var a = Start("a", time);
        await a.Leads(time);
        var began = time.GetUtcNow();
        _server.Intercept = async context =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return true;
        };
        await Eventually.BecomesTrue(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(20));
                return !a.Elector.IsLeader;
            },
            "a gives up");
        (time.GetUtcNow() - began).ShouldBeLessThan(TimeSpan.FromSeconds(15));
        _server.Intercept = null;
    }

    [Fact]
    public async Task A_leader_whose_lease_another_took_stops_at_its_next_renewal()
    {
        var time = new ManualTime();
        var a = Start("a", time);
        await a.Leads(time);
        _cluster.Put(ObjectPath.Lease("op"), new JsonObject { ["spec"] = new JsonObject { ["holderIdentity"] = "thief", ["leaseDurationSeconds"] = 15 } });
        time.Advance(TimeSpan.FromSeconds(2));
        await Eventually.BecomesTrue(() => !a.Elector.IsLeader && a.WorkEnded == 1, "a stops");
        Holder().ShouldBe("thief");
    }

    [Fact]
    public async Task Of_many_that_start_at_once_exactly_one_leads()
    {
        var time = new ManualTime();
        var all = Enumerable.Range(0, 5).Select(n => Start($"c{n}", time)).ToList();
        await Eventually.BecomesTrue(() => all.Any(candidate => candidate.Elector.IsLeader), "one leads");
        for (var second = 0; second < 20; second++)
        {
            await Step(time);
            all.Count(candidate => candidate.Elector.IsLeader).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Work_that_fails_ends_the_election_with_its_error_and_gives_the_lease_back()
    {
        var elector = new LeaderElector(new LeaderElectionConfig(new LeaseLock(_client, "default", "op", "a")));
        var running = elector.RunAsync(_ => throw new InvalidOperationException("the work failed"), () => { }, TestContext.Current.CancellationToken);
        (await Should.ThrowAsync<InvalidOperationException>(Eventually.Within(running))).Message.ShouldBe("the work failed");
        Holder().ShouldBe("");
    }

    [Fact]
    public void Times_that_cannot_be_safe_are_refused()
    {
        var config = new LeaderElectionConfig(new LeaseLock(_client, "default", "op", "a")) { RenewDeadline = TimeSpan.FromSeconds(15) };
        Should.Throw<InvalidOperationException>(() => new LeaderElector(config)).Message.ShouldContain("RenewDeadline");
    }

    private static async Task Step(ManualTime time)
    {
        time.Advance(TimeSpan.FromSeconds(1));
        await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    private Task<V1Lease> Lease() => _client.GetAsync<V1Lease>("default", "op", TestContext.Current.CancellationToken);

    private string? Holder() => (string?)JsonNode.Parse(_cluster.Get(ObjectPath.Lease("op"))!)!["spec"]!["holderIdentity"];

    private Candidate Start(string identity, ManualTime time)
    {
        var candidate = new Candidate(
            new LeaderElector(new LeaderElectionConfig(new LeaseLock(_client, "default", "op", identity)) { Time = time, Jitter = new Random(1) }),
            () => Holder());
        _candidates.Add(candidate);
        return candidate;
    }

    private sealed class Candidate : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;
        private int _workEnded;
        private int _stopped;

        public Candidate(LeaderElector elector, Func<string?> holder)
        {
            Elector = elector;
            _running = elector.RunAsync(
                async ct =>
                {
                    await Task.Delay(Timeout.Infinite, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    HolderWhenWorkEnded = holder();
                    Interlocked.Increment(ref _workEnded);
                },
                () => Interlocked.Increment(ref _stopped),
                _stop.Token);
        }

        public LeaderElector Elector { get; }

        public string? HolderWhenWorkEnded { get; private set; }

        public int WorkEnded => Volatile.Read(ref _workEnded);

        public int Stopped => Volatile.Read(ref _stopped);

        public Task Leads(ManualTime time) => Eventually.BecomesTrue(
            () =>
            {
                if (!Elector.IsLeader)
                {
                    time.Advance(TimeSpan.FromMilliseconds(20));
                }

                return Elector.IsLeader;
            },
            "it leads");

        public void Dispose() => _stop.Dispose();

        public async Task StopAsync()
        {
            if (!_stop.IsCancellationRequested)
            {
                await _stop.CancelAsync();
                await Eventually.Within(_running);
            }
        }
    }
}
