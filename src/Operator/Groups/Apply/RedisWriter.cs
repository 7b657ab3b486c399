using System.Net;
using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;
using RedisOperator.Operator.Resources;
using RedisOperator.Redis;

namespace RedisOperator.Operator.Groups.Apply;

/// <summary>The commands that change the state of a redis or a sentinel. Each may be given twice; all throw <see cref="RedisException"/>.</summary>
public sealed class RedisWriter(RedisConnectionPool pool)
{
    /// <summary>Returns when the process itself says that it is master.</summary>
    public async Task MakeMasterAsync(GroupObservation observation, PodObservation pod, CancellationToken ct)
    {
        var redis = await RedisAsync(observation, pod, ct);
        var promoting = redis.ReplicaOfNoOneAsync(ct);
        var role = redis.RoleAsync(ct);
        await promoting;
        if (await role is not RedisRole.Master)
        {
            throw new RedisFailure(RedisFailureKind.ServerError, redis.RemoteEndPoint, "REPLICAOF NO ONE", "answered OK and is still not master").ToException();
        }
    }

    public async Task FollowAsync(GroupObservation observation, PodObservation pod, PodObservation master, CancellationToken ct)
    {
        var redis = await RedisAsync(observation, pod, ct);
        await redis.ReplicaOfAsync(master.Address!, observation.Group.Spec.Port, ct);
    }

    /// <summary>The same address again would change nothing: redis says that it follows it already. Both commands go out at once, so that it is held for no pass.</summary>
    public async Task ReconnectAsync(GroupObservation observation, PodObservation pod, PodObservation master, CancellationToken ct)
    {
        var redis = await RedisAsync(observation, pod, ct);
        var away = redis.ReplicaOfAsync(HeldAddress.Host, HeldAddress.Port, ct);
        var back = redis.ReplicaOfAsync(master.Address!, observation.Group.Spec.Port, ct);
        await Task.WhenAll(away, back);
    }

    public async Task DemoteAsync(GroupObservation observation, PodObservation pod, PodObservation master, CancellationToken ct)
    {
        var redis = await RedisAsync(observation, pod, ct);
        // In one go: cut off in between, its clients would stay connected to a replica. Writes that a switchover held back are refused, not carried out.
        var replies = await redis.ExecuteManyAsync([["REPLICAOF", master.Address!, observation.Group.Spec.Port.ToString()], ["CLIENT", "UNPAUSE"], ["CLIENT", "KILL", "TYPE", "normal"]], ct);
        foreach (var reply in replies)
        {
            reply.GetResultOrThrow();
        }
    }

    public async Task SetPriorityAsync(GroupObservation observation, PodObservation pod, int priority, CancellationToken ct)
    {
        var redis = await RedisAsync(observation, pod, ct);
        await redis.ConfigSetAsync("replica-priority", priority.ToString(), ct);
    }

    /// <summary>Both settings of the fence, the stricter meaning first whichever way it goes.</summary>
    public async Task SetFenceAsync(GroupObservation observation, Step.SetFence set, CancellationToken ct)
    {
        var redis = await RedisAsync(observation, set.Pod, ct);
        await redis.ConfigSetAsync("min-replicas-max-lag", set.MaxLagSeconds.ToString(), ct);
        await redis.ConfigSetAsync("min-replicas-to-write", set.MinReplicas.ToString(), ct);
    }

    /// <summary>Its settings stay; QuickInfo too, which belongs to the process.</summary>
    public async Task ResetAsync(GroupObservation observation, PodObservation pod, CancellationToken ct)
    {
        var sentinel = await SentinelAsync(observation, pod, ct);
        await sentinel.SentinelResetAsync(GroupNames.For(observation.Group).MasterName, ct);
    }

    /// <summary>MONITOR, then every setting. Cut off in between, the next pass finds the master known and the settings different.</summary>
    public async Task MonitorAsync(GroupObservation observation, Step.Monitor monitor, CancellationToken ct)
    {
        var sentinel = await SentinelAsync(observation, monitor.Sentinel, ct);
        var name = GroupNames.For(observation.Group).MasterName;
        if (monitor.Replaces)
        {
            await sentinel.SentinelRemoveAsync(name, ct);
        }
        await sentinel.SentinelMonitorAsync(name, monitor.Master.Address!, observation.Group.Spec.Port, observation.Group.Spec.Quorum(), ct);
        await TuneAsync(observation, monitor.Sentinel, ct);
    }

    public async Task TuneAsync(GroupObservation observation, PodObservation pod, CancellationToken ct)
    {
        var sentinel = await SentinelAsync(observation, pod, ct);
        var name = GroupNames.For(observation.Group).MasterName;
        var settings = observation.Group.Spec.SentinelSettings();
        // The password first: without it the sentinel sees a master that refuses it.
        (string Option, string Value)[] options =
        [
            ("auth-pass", observation.Objects.Password ?? ""),
            ("quorum", settings.Quorum.ToString()),
            ("down-after-milliseconds", Milliseconds(settings.DownAfter)),
            ("failover-timeout", Milliseconds(settings.FailoverTimeout)),
            ("parallel-syncs", settings.ParallelSyncs.ToString()),
        ];
        await Task.WhenAll(options.Select(option => sentinel.SentinelSetAsync(name, option.Option, option.Value, ct)));
        await sentinel.SentinelDebugAsync(SentinelAnswer.QuickInfo, ct);
    }

    /// <summary>Refused (INPROG, NOGOODSLAVE) it throws, and the next pass decides anew after a short rest.</summary>
    public async Task StartFailoverAsync(GroupObservation observation, PodObservation pod, CancellationToken ct)
    {
        var sentinel = await SentinelAsync(observation, pod, ct);
        await sentinel.SentinelFailoverAsync(GroupNames.For(observation.Group).MasterName, ct);
    }

    private Task<RedisConnection> RedisAsync(GroupObservation observation, PodObservation pod, CancellationToken ct) =>
        pool.OpenAsync(EndPoint(pod.Pod, observation.Group.Spec.Port), observation.Objects.Passwords, ct);

    private Task<RedisConnection> SentinelAsync(GroupObservation observation, PodObservation pod, CancellationToken ct) =>
        pool.OpenAsync(EndPoint(pod.Pod, observation.Group.Spec.Sentinel.Port), observation.Objects.Passwords, ct);

    private static IPEndPoint EndPoint(V1Pod? pod, int port) => new(IPAddress.Parse(pod!.Status!.PodIP!), port);

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString();
}
