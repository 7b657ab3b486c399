using System.Collections.Immutable;
using k8s.Models;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>Labels and annotations of the pods: the user's, and the operator's, which win. The user's are changed on living pods, the operator's never.</summary>
internal static class PodMetadata
{
    // Written by the StatefulSet controller and by the operator when it routes; not a user's to set.
    private static readonly ImmutableHashSet<string> Reserved =
        [Labels.Role, Labels.PodName, Labels.Component, "controller-revision-hash", "apps.kubernetes.io/pod-index"];

    public static V1ObjectMeta Template(RedisReplicationGroup group)
    {
        var labels = UserLabels(group);
        foreach (var (name, value) in Ownership.CommonLabels(group))
        {
            labels[name] = value;
        }

        var annotations = UserAnnotations(group);
        annotations[Annotations.TemplateHash] = TemplateHash.Of(group);
        annotations[Annotations.Start] = StartMode.Of(group);
        if (UserKeys(group) is { Length: > 0 } keys)
        {
            annotations[Annotations.UserMetadata] = keys;
        }

        return new() { Labels = labels, Annotations = annotations };
    }

    /// <summary>What has to change on a living pod for the user's part to be what the spec says; a null takes a key away. Empty when nothing has to.</summary>
    public static PodMetadataChange Change(RedisReplicationGroup group, V1Pod pod)
    {
        var (wantedLabels, wantedAnnotations) = (UserLabels(group), UserAnnotations(group));
        var (oldLabels, oldAnnotations) = KeysOn(pod);
        var labels = Differences(wantedLabels, oldLabels.Where(name => !IsReservedLabel(group, name)), pod.Metadata.Labels);
        var annotations = Differences(wantedAnnotations, oldAnnotations.Where(name => !IsReservedAnnotation(name)), pod.Metadata.Annotations);
        var keys = UserKeys(group);
        if (keys != (Value(pod.Metadata.Annotations, Annotations.UserMetadata) ?? ""))
        {
            annotations = annotations.SetItem(Annotations.UserMetadata, keys.Length == 0 ? null : keys);
        }

        return new(labels, annotations);
    }

    private static ImmutableSortedDictionary<string, string?> Differences(
        SortedDictionary<string, string> wanted, IEnumerable<string> earlier, IDictionary<string, string>? live) =>
        wanted.Where(one => Value(live, one.Key) != one.Value).Select(one => KeyValuePair.Create(one.Key, (string?)one.Value))
            .Concat(earlier.Where(name => !wanted.ContainsKey(name) && live?.ContainsKey(name) == true).Distinct().Select(name => KeyValuePair.Create(name, (string?)null)))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static SortedDictionary<string, string> UserLabels(RedisReplicationGroup group) =>
        Only(group.Spec.PodTemplate?.Labels, name => !IsReservedLabel(group, name));

    private static SortedDictionary<string, string> UserAnnotations(RedisReplicationGroup group) =>
        Only(group.Spec.PodTemplate?.Annotations, name => !IsReservedAnnotation(name));

    private static SortedDictionary<string, string> Only(IDictionary<string, string>? wishes, Func<string, bool> isAllowed) =>
        new((wishes ?? new Dictionary<string, string>()).Where(wish => isAllowed(wish.Key)).ToDictionary(), StringComparer.Ordinal);

    private static bool IsReservedLabel(RedisReplicationGroup group, string name) => Reserved.Contains(name) || Ownership.CommonLabels(group).ContainsKey(name);

    private static bool IsReservedAnnotation(string name) => name is Annotations.TemplateHash or Annotations.Start or Annotations.UserMetadata;

    /// <summary><c>label,label;annotation,annotation</c>: no key can hold a comma or a semicolon.</summary>
    private static string UserKeys(RedisReplicationGroup group)
    {
        var (labels, annotations) = (UserLabels(group).Keys, UserAnnotations(group).Keys);
        return labels.Count + annotations.Count == 0 ? "" : $"{string.Join(',', labels)};{string.Join(',', annotations)}";
    }

    private static (string[] Labels, string[] Annotations) KeysOn(V1Pod pod) =>
        (Value(pod.Metadata.Annotations, Annotations.UserMetadata) ?? "").Split(';') is [var labels, var annotations] ? (Keys(labels), Keys(annotations)) : ([], []);

    private static string[] Keys(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static string? Value(IDictionary<string, string>? values, string name) => values is not null && values.TryGetValue(name, out var value) ? value : null;
}

/// <summary>Keys to set on a pod, or with null to take away.</summary>
public sealed record PodMetadataChange(ImmutableSortedDictionary<string, string?> Labels, ImmutableSortedDictionary<string, string?> Annotations)
{
    public bool IsEmpty => Labels.IsEmpty && Annotations.IsEmpty;
}
