using System.Net;
using k8s.Models;
using RedisOperator.Operator.Resources;
using RedisOperator.Redis;

namespace RedisOperator.Operator.Groups.Observe;

/// <summary>Asks the redis and the sentinel of a pod. Whatever goes wrong is a value.</summary>
public sealed class RedisReader(RedisConnectionPool pool, TimeProvider time)
{
    public const string RedisContainer = Containers.RedisName;
    private const string SentinelContainer = Containers.SentinelName;

    /// <summary>One unresponsive process must not hold up the decision about the others for longer than this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    /// <summary>For a process that did not answer in time a moment ago, or is on its way out: it is asked, but hardly waited for.</summary>
    private static readonly TimeSpan ShortPatience = TimeSpan.FromMilliseconds(30);

    /// <summary>A dying socket may still accept: the refusal must stand when asked again.</summary>
    private const int Refusals = 3;
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromMilliseconds(3);
    private const int ProbesAfterLoss = 8;
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromMilliseconds(50);

    private readonly RecentTrouble<EndPoint> _silent = new(TimeSpan.FromSeconds(2), time);

    /// <summary>Proof of death stands for a moment: the namespace of a deleted pod stops refusing when it is taken down, and nothing has come back to life by that.</summary>
    private readonly RecentTrouble<(EndPoint, string? Uid)> _dead = new(TimeSpan.FromSeconds(2), time);

    public async Task<RedisView> ReadRedisAsync(V1Pod? pod, int port, GroupPasswords? passwords, CancellationToken ct)
    {
        if (Address(pod, port) is not { } endPoint)
        {
            return new RedisView.Dead(pod is null ? "the pod is gone" : "the pod has no address");
        }
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var answer = await InPatience(endPoint, IsGoing(pod!, RedisContainer) || _dead.Has((endPoint, pod!.Metadata.Uid)), token => AskAsync(endPoint, passwords, token), ct);
                _dead.Forget((endPoint, pod!.Metadata.Uid));
                return answer;
            }
            catch (RedisException lost) when (lost.Kind == RedisFailureKind.ConnectionLost && attempt == 0)
            {
                // CLIENT KILL, a promotion and a death all end connections; a new one tells them apart.
                continue;
            }
            catch (RedisException failure)
            {
                return await JudgeAsync(pod!, endPoint, failure.Failure, ct);
            }
        }
    }

    public async Task<SentinelView> ReadSentinelAsync(V1Pod? pod, int port, GroupPasswords? passwords, string masterName, CancellationToken ct)
    {
        if (Address(pod, port) is not { } endPoint)
        {
            return new SentinelView.Silent(pod is null ? "the pod is gone" : "the pod has no address");
        }
        try
        {
            return await InPatience(endPoint, IsGoing(pod!, SentinelContainer), token => AskSentinelAsync(endPoint, passwords, masterName, token), ct);
        }
        catch (RedisException failure)
        {
            return new SentinelView.Silent(failure.Failure.ToString());
        }
    }

    private static IPEndPoint? Address(V1Pod? pod, int port) => IPAddress.TryParse(pod?.Status?.PodIP, out var ip) ? new IPEndPoint(ip, port) : null;

    private async Task<RedisView> AskAsync(IPEndPoint endPoint, GroupPasswords? passwords, CancellationToken ct)
    {
        var redis = await pool.OpenAsync(endPoint, passwords, ct);
        var replication = redis.InfoAsync(ct, "replication");
        var keyspace = redis.InfoAsync(ct, "keyspace");
        var persistence = redis.InfoAsync(ct, "persistence");
        var fence = redis.ConfigGetAsync("min-replicas-*", ct);
        await Task.WhenAll(replication, keyspace, persistence, fence);
        var info = await replication;
        var isConnecting = info.MasterLinkUp == false && await redis.RoleAsync(ct) is RedisRole.Replica { State: "connecting" };
        return info.Role is RedisNodeRole.Master or RedisNodeRole.Replica
            ? new RedisView.Answered(
                info.Role == RedisNodeRole.Master,
                info.MasterHost,
                info.MasterPort,
                info.MasterLinkUp,
                info.SlaveReplOffset ?? info.MasterReplOffset ?? 0,
                (await keyspace).KeyCount ?? 0,
                (await persistence).Loading ?? false,
                info.SlavePriority,
                Fence(await fence))
            { Disk = DiskState.From(await persistence), IsConnecting = isConnecting }
            : new RedisView.Silent("INFO names no role");
    }

    private static WriteFence? Fence(IReadOnlyDictionary<string, string> config) =>
        int.TryParse(config.GetValueOrDefault("min-replicas-to-write"), out var replicas) && int.TryParse(config.GetValueOrDefault("min-replicas-max-lag"), out var lag)
            ? new WriteFence(replicas, lag)
            : null;

    private async Task<SentinelView> AskSentinelAsync(IPEndPoint endPoint, GroupPasswords? passwords, string masterName, CancellationToken ct)
    {
        var sentinel = await pool.OpenAsync(endPoint, passwords, ct);
        var asking = sentinel.SentinelMasterAsync(masterName, ct);
        var replicas = sentinel.SentinelReplicasAsync(masterName, ct);
        var debug = sentinel.SentinelDebugAsync(ct);
        await Task.WhenAll(asking, replicas, debug);
        return SentinelAnswer.View(await asking, await replicas, await debug);
    }

    /// <summary>Waits no longer than the process deserves; running out of time is a <see cref="RedisException"/> like any other.</summary>
    private async Task<T> InPatience<T>(EndPoint endPoint, bool isGoing, Func<CancellationToken, Task<T>> ask, CancellationToken ct)
    {
        var wasSilent = _silent.Has(endPoint);
        var patience = wasSilent || isGoing ? ShortPatience : Patience;
        using var limit = new CancellationTokenSource(patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            var answer = await ask(both.Token);
            _silent.Forget(endPoint);
            return answer;
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            if (!wasSilent)
            {
                _silent.Note(endPoint);
            }
            throw new RedisFailure(RedisFailureKind.Timeout, endPoint, "reading", "no answer in time").ToException(e);
        }
    }

    /// <summary>Dead only on hard evidence: the container ended, or the address refuses every time it is asked.</summary>
    private async Task<RedisView> JudgeAsync(V1Pod pod, IPEndPoint endPoint, RedisFailure failure, CancellationToken ct)
    {
        if (ContainerEnd(pod, RedisContainer) is { } end)
        {
            return new RedisView.Dead(end);
        }
        if (_dead.Has((endPoint, pod.Metadata.Uid)))
        {
            return new RedisView.Dead($"{endPoint} refused connections a moment ago");
        }
        var refusals = failure.Kind == RedisFailureKind.Refused ? 1 : 0;
        var probes = failure.Kind is RedisFailureKind.Refused or RedisFailureKind.ConnectionLost ? ProbesAfterLoss : 0;
        for (var probe = 0; probe < probes && refusals < Refusals; probe++)
        {
            await Task.Delay(BetweenProbes, time, ct);
            var reachability = await pool.ProbeAsync(endPoint, ct, ProbeTimeout);
            if (reachability is Reachability.Timeout or Reachability.Unreachable)
            {
                break;
            }
            refusals = reachability == Reachability.Refused ? refusals + 1 : 0;
        }
        if (refusals < Refusals)
        {
            return new RedisView.Silent(failure.ToString());
        }
        _dead.Note((endPoint, pod.Metadata.Uid));
        return new RedisView.Dead($"{endPoint} refuses connections");
    }

    /// <summary>What is left of a pod whose container ended goes without a word: its addresses then neither answer nor refuse.</summary>
    private static bool IsGoing(V1Pod pod, string container) => ContainerEnd(pod, container) is not null;

    private static string? ContainerEnd(V1Pod pod, string name)
    {
        var state = pod.Status?.ContainerStatuses?.FirstOrDefault(container => container.Name == name)?.State;
        return state switch
        {
            { Terminated: { } ended } => $"the container ended with exit code {ended.ExitCode}",
            { Waiting: { } waiting } => $"the container does not run ({waiting.Reason})",
            _ => null,
        };
    }
}
