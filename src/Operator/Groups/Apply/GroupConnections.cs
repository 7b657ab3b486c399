using System.Net;
using k8s.Models;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Redis;

namespace RedisOperator.Operator.Groups.Apply;

/// <summary>The connections to the processes of a group, shared with those who read.</summary>
public sealed class GroupConnections(RedisConnectionPool pool)
{
    public Task<RedisConnection> RedisAsync(GroupObservation observation, PodObservation pod, CancellationToken ct) =>
        pool.GetAsync(Options(observation, pod.Pod, observation.Group.Spec.Port), ct);

    public Task<RedisConnection> SentinelAsync(GroupObservation observation, PodObservation pod, CancellationToken ct) =>
        pool.GetAsync(Options(observation, pod.Pod, observation.Group.Spec.Sentinel.Port), ct);

    private static ConfigurationOptions Options(GroupObservation observation, V1Pod? pod, int port) =>
        RedisOptions.For(new IPEndPoint(IPAddress.Parse(pod!.Status!.PodIP!), port), observation.Objects.Password);
}
