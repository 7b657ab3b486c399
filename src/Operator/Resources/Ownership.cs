using k8s;
using k8s.Models;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>What every object of a group carries: common labels and the group as its controlling owner, so that deleting the group deletes it all.</summary>
internal static class Ownership
{
    public static V1ObjectMeta Metadata(RedisReplicationGroup group, string name, string? component = null) =>
        new()
        {
            Name = name,
            NamespaceProperty = group.Metadata.NamespaceProperty,
            Labels = CommonLabels(group, component),
            OwnerReferences = [Reference(group)],
        };

    public static SortedDictionary<string, string> CommonLabels(RedisReplicationGroup group, string? component = null)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Labels.Name] = Labels.NameValue,
            [Labels.Instance] = group.Metadata.Name!,
            [Labels.ManagedBy] = Labels.ManagedByValue,
            [Labels.Group] = group.Metadata.Name!,
        };
        if (component is not null)
        {
            labels[Labels.Component] = component;
        }

        return labels;
    }

    /// <summary>The labels that select the group's pods. They are part of the StatefulSet's selector, which can never change.</summary>
    public static SortedDictionary<string, string> PodSelector(RedisReplicationGroup group) =>
        new(StringComparer.Ordinal)
        {
            [Labels.Name] = Labels.NameValue,
            [Labels.Instance] = group.Metadata.Name!,
            [Labels.Group] = group.Metadata.Name!,
        };

    /// <summary>The labels that select all pods of the group, the sentinel-only one of a pair among them.</summary>
    public static SortedDictionary<string, string> AllPodsSelector(RedisReplicationGroup group) =>
        new(StringComparer.Ordinal)
        {
            [Labels.Instance] = group.Metadata.Name!,
            [Labels.Group] = group.Metadata.Name!,
        };

    /// <summary>The labels that select the sentinel-only pod of a pair, and no redis.</summary>
    public static SortedDictionary<string, string> ArbiterSelector(RedisReplicationGroup group) =>
        new(AllPodsSelector(group), StringComparer.Ordinal) { [Labels.Name] = Labels.SentinelNameValue };

    /// <summary>Made for this group: controlled by it, or (left behind by an orphaning delete) by nobody and labelled as its own.</summary>
    public static bool IsOf(RedisReplicationGroup group, IKubernetesObject<V1ObjectMeta> found) =>
        found.Metadata.OwnerReferences?.FirstOrDefault(owner => owner.Controller == true) is { } controller
            ? controller.Uid == group.Metadata.Uid
            : found.Metadata.Labels is { } labels && Has(labels, Labels.ManagedBy, Labels.ManagedByValue) && Has(labels, Labels.Group, group.Metadata.Name!);

    private static bool Has(IDictionary<string, string> labels, string label, string value) => labels.TryGetValue(label, out var found) && found == value;

    private static V1OwnerReference Reference(RedisReplicationGroup group) =>
        new()
        {
            ApiVersion = RedisReplicationGroup.EntityApiVersion,
            Kind = RedisReplicationGroup.EntityKind,
            Name = group.Metadata.Name!,
            Uid = group.Metadata.Uid ?? throw new ArgumentException("A group that was read from the API has a uid", nameof(group)),
            Controller = true,
            BlockOwnerDeletion = true,
        };
}
