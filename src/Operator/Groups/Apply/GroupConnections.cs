using System.Net;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Redis;

namespace RedisOperator.Operator.Groups.Apply;

/// <summary>The connections to the processes of a group, shared with those who read.</summary>
public sealed class GroupConnections(RedisConnectionPool pool)
{
    public Task<RedisConnection> RedisAsync(GroupObservation observation, PodObservation pod, CancellationToken ct) => OpenAsync(observation, pod, observation.Group.Spec.Port, ct);

    public Task<RedisConnection> SentinelAsync(GroupObservation observation, PodObservation pod, CancellationToken ct) =>
        OpenAsync(observation, pod, observation.Group.Spec.Sentinel.Port, ct);

    private Task<RedisConnection> OpenAsync(GroupObservation observation, PodObservation pod, int port, CancellationToken ct) =>
        pool.OpenAsync(new IPEndPoint(IPAddress.Parse(pod.Pod!.Status!.PodIP!), port), observation.Objects.Passwords, ct);
}
