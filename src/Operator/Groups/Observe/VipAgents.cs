using System.Collections.Concurrent;
using System.Collections.Immutable;
using k8s;
using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Resources;
using RedisOperator.Vip;

namespace RedisOperator.Operator.Groups.Observe;

/// <summary>
/// What the vip containers say of themselves. They decide alone and need nobody; this is only for people, so no pass waits for it: a pass takes what is known and has the agents asked again
/// beside it, and a report that says something new brings the next pass.
/// </summary>
public sealed class VipAgents(HttpClient http, Action<NamespacedName> changed, TimeProvider time)
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Of an agent that has not answered so many times nothing is known; a single lost answer is no news.</summary>
    private const int Misses = 2;

    private const int LongestReport = 16 * 1024;

    private readonly ConcurrentDictionary<NamespacedName, Known> _known = new();

    /// <summary>A client for this: no proxy stands between an operator and its cluster's nodes.</summary>
    public static HttpClient CreateClient() =>
        new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = Patience, PooledConnectionLifetime = TimeSpan.FromMinutes(1) }) { Timeout = Patience, MaxResponseContentBufferSize = LongestReport };

    /// <summary>By the pod's name; empty in all modes but HostNetwork.</summary>
    public ImmutableDictionary<string, AgentReport> Read(RedisReplicationGroup group, IEnumerable<V1Pod> pods, CancellationToken ct)
    {
        var key = NamespacedName.Of(group);
        if (group.Spec.OnHostNetwork() is not { } vip)
        {
            Forget(key);
            return ImmutableDictionary<string, AgentReport>.Empty;
        }

        var known = _known.GetOrAdd(key, _ => new Known());
        var agents = pods.Where(HasAgent).Select(pod => (pod.Metadata.Name!, pod.Metadata.Uid!, pod.Status!.HostIP!)).ToArray();
        if (known.IsDue(time, Often))
        {
            _ = AskAllAsync(key, known, agents, vip.StatusPort, ct);
        }

        return agents.Select(agent => (Name: agent.Item1, Report: known.Of(agent.Item2))).Where(agent => agent.Report is not null)
            .ToImmutableDictionary(agent => agent.Name, agent => agent.Report!);
    }

    public void Forget(NamespacedName group) => _known.TryRemove(group, out _);

    private static bool HasAgent(V1Pod pod) =>
        pod is { Spec: { HostNetwork: true } spec, Status: { Phase: "Running", HostIP.Length: > 0 } } && spec.Containers.Any(container => container.Name == VipContainer.Name);

    /// <summary>Never faults.</summary>
    private async Task AskAllAsync(NamespacedName key, Known known, IReadOnlyList<(string Name, string Uid, string Address)> agents, int port, CancellationToken ct)
    {
        var news = await Task.WhenAll(agents.Select(async agent => known.Hear(agent.Uid, await AskAsync(agent.Address, port, ct))));
        known.Finished(agents.Select(agent => agent.Uid));
        if (news.Any(isNew => isNew))
        {
            changed(key);
        }
    }

    private async Task<AgentReport?> AskAsync(string address, int port, CancellationToken ct)
    {
        try
        {
            var uri = new UriBuilder(Uri.UriSchemeHttp, address.Contains(':') ? $"[{address}]" : address, port, "status").Uri;
            return AgentReport.Parse(await http.GetByteArrayAsync(uri, ct));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            return null;
        }
    }

    private sealed record Heard(AgentReport Report, int Missed);

    private sealed class Known
    {
        private readonly ConcurrentDictionary<string, Heard> _heard = new();
        private readonly Lock _gate = new();
        private bool _asking;
        private long _askedAt;

        public AgentReport? Of(string uid) => _heard.GetValueOrDefault(uid)?.Report;

        /// <summary>True once: who asks is to say <see cref="Finished"/> at the end.</summary>
        public bool IsDue(TimeProvider time, TimeSpan often)
        {
            lock (_gate)
            {
                if (_asking || (_askedAt != 0 && time.GetElapsedTime(_askedAt) < often))
                {
                    return false;
                }

                _asking = true;
                _askedAt = time.GetTimestamp();
                return true;
            }
        }

        /// <summary>True when it says something that it did not say before, or is not heard of any more.</summary>
        public bool Hear(string uid, AgentReport? report)
        {
            var before = _heard.GetValueOrDefault(uid);
            if (report is not null)
            {
                _heard[uid] = new Heard(report, 0);
                return before is null || Said(before.Report) != Said(report);
            }

            if (before is null)
            {
                return false;
            }

            if (before.Missed + 1 >= Misses)
            {
                return _heard.TryRemove(uid, out _);
            }

            _heard[uid] = before with { Missed = before.Missed + 1 };
            return false;
        }

        /// <summary>Without what only tells that time passes.</summary>
        private static (bool, string, string, string?, string?) Said(AgentReport report) =>
            (report.Holds, report.Verdict, report.Reason, report.Obstacle, report.Verdict == AgentReport.Refused ? report.Message : null);

        /// <summary>All have been asked; those that were not are forgotten.</summary>
        public void Finished(IEnumerable<string> uids)
        {
            foreach (var gone in _heard.Keys.Except(uids))
            {
                _heard.TryRemove(gone, out _);
            }

            lock (_gate)
            {
                _asking = false;
            }
        }
    }
}
