using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using k8s;
using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>The objects that a group is made of, each written only when it is missing or differs.</summary>
public static class ObjectSteps
{
    private static readonly ConditionalWeakTable<RedisReplicationGroup, Seen> InOrder = [];

    public static IEnumerable<ImmutableArray<Step>> For(GroupObservation observation, int replicas)
    {
        var group = observation.Group;
        var objects = observation.Objects;
        // What the stores hand out never changes, so what was in order is in order until they hand out something else.
        var live = ConfigSteps.NextFile(observation);
        var passwords = PasswordSteps.Secret(observation);
        if (InOrder.TryGetValue(group, out var seen) && seen.Passwords == passwords && seen.Objects.IsSameAs(objects) && seen.Live.Equals(live) && objects.StatefulSet?.Spec?.Replicas == replicas)
        {
            return [];
        }
        var stages = Missing(observation, passwords, replicas, live).ToArray();
        if (stages.Length == 2 && stages.All(stage => stage.IsEmpty))
        {
            InOrder.AddOrUpdate(group, new Seen(objects, live, passwords));
        }
        return stages;
    }

    private static IEnumerable<ImmutableArray<Step>> Missing(GroupObservation observation, GroupPasswords? passwords, int replicas, LiveFile live)
    {
        var (group, objects) = (observation.Group, observation.Objects);
        var names = GroupNames.For(group);

        var first = ImmutableArray.CreateBuilder<Step>();
        if (passwords is not null)
        {
            Add(first, SecretBuilder.Build(group, passwords), objects.Auth);
        }
        else if (observation.UserPassword is { } user)
        {
            if (user.Password is { } password)
            {
                Add(first, SecretBuilder.Build(group, password), objects.Auth);
            }
        }
        else if (objects.Auth is null)
        {
            first.Add(new Step.CreatePassword());
        }
        Add(first, ServiceAccountBuilder.Build(group), objects.ServiceAccount);
        Add(first, PdbBuilder.Build(group), objects.DisruptionBudget);
        Add(first, NetworkPolicyBuilder.Build(group), objects.NetworkPolicy);
        foreach (var service in Services(group, replicas))
        {
            var found = objects.Services.GetValueOrDefault(service.Metadata.Name!);
            Add(first, service, found);
            if (found is null)
            {
                // After the digest: the address is only for making it again, never something to compare.
                service.Spec!.ClusterIP ??= KnownAddresses.Of(group, objects, service.Metadata.Name!);
            }
        }
        yield return first.ToImmutable();

        // What a pod announces is the address of its own Service: the pods come when all of those have one.
        var addresses = Enumerable.Range(0, replicas).Select(ordinal => ClusterIp(objects, names.PodService(ordinal))).ToArray();
        var arbiter = group.Spec.NeedsArbiter() ? ClusterIp(objects, names.Arbiter) : null;
        if (addresses.All(address => address is not null) && group.Spec.NeedsArbiter() == arbiter is not null)
        {
            var config = ConfigMapBuilder.Build(group, addresses!, live, arbiter);
            var second = ImmutableArray.CreateBuilder<Step>();
            Add(second, config, objects.Config);
            // One that is on its way out takes no more changes; the next one is written when it has gone.
            if (objects.StatefulSet is not { Metadata.DeletionTimestamp: not null })
            {
                Add(second, StatefulSetBuilder.Build(group, replicas, StorageSteps.TemplateSize(objects), observation.VipImage), objects.StatefulSet);
            }
            if (group.Spec.NeedsArbiter())
            {
                Add(second, ArbiterBuilder.Build(group), objects.Arbiter);
            }
            yield return second.ToImmutable();
        }
    }

    /// <summary>The address of a Service, or null while it has none ("None" is that of a headless one).</summary>
    public static string? ClusterIp(OwnedObjects objects, string service) =>
        objects.Services.TryGetValue(service, out var found) && found.Spec?.ClusterIP is { Length: > 0 } ip && ip != "None" ? ip : null;

    private sealed record Seen(OwnedObjects Objects, LiveFile Live, GroupPasswords? Passwords);

    private static IEnumerable<V1Service> Services(RedisReplicationGroup group, int replicas)
    {
        yield return ServiceBuilder.Vip(group);
        yield return ServiceBuilder.Replicas(group);
        yield return ServiceBuilder.Sentinel(group);
        yield return ServiceBuilder.Pods(group);
        for (var ordinal = 0; ordinal < replicas; ordinal++)
        {
            yield return ServiceBuilder.Pod(group, ordinal);
        }
        if (group.Spec.NeedsArbiter())
        {
            yield return ServiceBuilder.Arbiter(group);
        }
    }

    private static void Add<T>(ImmutableArray<Step>.Builder steps, T desired, T? live)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        // The digest tells of a field that is no longer wanted, which a comparison of what is wanted cannot see.
        desired.Metadata.Annotations = new SortedDictionary<string, string>(desired.Metadata.Annotations ?? new Dictionary<string, string>())
        {
            [Annotations.Applied] = Digest.Of(desired),
        };
        if (ObjectDiff.Differs(desired, live))
        {
            steps.Add(new Step.Write(desired, IsNew: live is null));
        }
    }
}
