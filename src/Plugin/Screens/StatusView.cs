using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Entities.Inspection;

namespace RedisOperator.Plugin.Screens;

/// <summary>All that a screen shows, read once.</summary>
/// <param name="Group">The resource with its status.</param>
/// <param name="Seen">What the leading operator sees; null when it could not be asked.</param>
/// <param name="Operator">The pod that was asked.</param>
/// <param name="Missing">Why Seen is null.</param>
/// <param name="Pods">The pods by the API, in the place of Seen.</param>
internal sealed record StatusView(RedisReplicationGroup Group, GroupInspection? Seen, string? Operator, string? Missing, IReadOnlyList<V1Pod> Pods, DateTimeOffset Now)
{
    public string Name => $"{Group.Metadata.NamespaceProperty}/{Group.Metadata.Name}";
}
