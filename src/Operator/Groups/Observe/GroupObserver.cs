using k8s;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Plan;
using RedisOperator.Operator.Resources;
using RedisOperator.Operator.Sentinels;

namespace RedisOperator.Operator.Groups.Observe;

/// <summary>Reads the world of a group: the stores first, then every redis and every sentinel at the same time.</summary>
public sealed class GroupObserver(ClusterStores stores, RedisReader reader, ConnectionLosses losses, AppliedConfigs applied, RefusedGrowths growths, AppliedPasswords passwords, UserSecrets secrets, BalancerWords balancers, VipAgents agents, string vipImage, TimeProvider time)
{
    /// <summary>Null when there is no such group any more.</summary>
    public async Task<GroupObservation?> ObserveAsync(NamespacedName key, CancellationToken ct)
    {
        if (stores.Group(key) is not { } group)
        {
            applied.Forget(key);
            growths.Forget(key);
            passwords.Forget(key);
            balancers.Forget(key);
            agents.Forget(key);
            return null;
        }
        // The objects come first: a route that somebody writes while Redis is being asked makes our own write fail.
        var objects = stores.OwnedBy(key);
        objects = objects with { Passwords = passwords.Remember(group, objects.Auth is { } auth ? SecretBuilder.Read(auth) : null) };
        var user = secrets.ReadAsync(group, ct);
        var balancer = balancers.ReadAsync(group, objects, ct);
        var names = GroupNames.For(group);
        var redis = Ordinals(group, key).Select(ordinal => ReadAsync(group, objects, ordinal, names.Pod(ordinal), hasRedis: true, ct));
        var arbiter = stores.Pods.Get(key.Namespace, names.Arbiter) is not null || group.Spec.NeedsArbiter()
            ? [ReadAsync(group, objects, int.MaxValue, names.Arbiter, hasRedis: false, ct)]
            : Enumerable.Empty<Task<PodObservation>>();
        var pods = await Task.WhenAll(redis.Concat(arbiter));
        var routed = objects.Route?.Ip;
        return new GroupObservation(time.GetUtcNow(), group, objects, [.. pods], routed is null ? null : losses.LastOf(routed))
        {
            Applied = applied.Of(key),
            GrowthRefused = growths.Of(key),
            Given = passwords.Of(key),
            UserPassword = await user,
            Balancer = await balancer,
            Agents = agents.Read(group, stores.PodsOf(key), ct),
            VipImage = vipImage,
        };
    }

    private IEnumerable<int> Ordinals(RedisReplicationGroup group, NamespacedName key)
    {
        var names = GroupNames.For(group);
        var highest = stores.PodsOf(key).Select(pod => names.Ordinal(pod.Metadata.Name!) ?? -1).Append(group.Spec.Replicas - 1).Max();
        return Enumerable.Range(0, highest + 1);
    }

    private async Task<PodObservation> ReadAsync(RedisReplicationGroup group, OwnedObjects objects, int ordinal, string name, bool hasRedis, CancellationToken ct)
    {
        var names = GroupNames.For(group);
        var pod = stores.Pods.Get(group.Metadata.NamespaceProperty!, name);
        var password = objects.Passwords;
        var redis = hasRedis ? reader.ReadRedisAsync(pod, group.Spec.Port, password, ct) : Task.FromResult<RedisView>(new RedisView.None());
        var sentinel = reader.ReadSentinelAsync(pod, group.Spec.Sentinel.Port, password, names.MasterName, ct);
        // The Service of a pod has the pod's name.
        return new PodObservation(ordinal, name, pod, ObjectSteps.ClusterIp(objects, name), await redis, await sentinel) { IsCordoned = stores.IsCordoned(pod?.Spec?.NodeName) };
    }
}
