using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using RedisOperator.Entities;

namespace RedisOperator.Plugin.Cluster;

/// <summary>One group in the API.</summary>
internal sealed class GroupAccess(ClusterAccess cluster, string name)
{
    private static readonly PatchOptions AsPlugin = new() { FieldManager = "kubectl-redisgroup" };

    public string Namespace => cluster.Namespace;

    public string Name => name;

    /// <exception cref="PluginException">There is no such group; the message says which there are.</exception>
    public async Task<RedisReplicationGroup> GetAsync(CancellationToken ct)
    {
        try
        {
            return await cluster.Client.GetAsync<RedisReplicationGroup>(cluster.Namespace, name, ct);
        }
        catch (KubernetesException e) when (e.IsNotFound)
        {
            throw new PluginException(await MissingAsync(ct));
        }
    }

    /// <summary>The group's pods, those of a sentinel alone included, by name.</summary>
    public async Task<IReadOnlyList<V1Pod>> PodsAsync(CancellationToken ct)
    {
        var pods = await cluster.Client.ListAsync<V1Pod>(cluster.Namespace, new ListOptions { LabelSelector = $"{Labels.Group}={name}" }, ct);
        return [.. pods.Items.OrderBy(pod => pod.Metadata.Name, StringComparer.Ordinal)];
    }

    /// <summary>A merge patch; null takes a field away.</summary>
    public Task<RedisReplicationGroup> MergeAsync(JsonObject change, CancellationToken ct) =>
        cluster.Client.PatchAsync<RedisReplicationGroup>(new V1Patch(change, PatchType.MergePatch), cluster.Namespace, name, AsPlugin, ct);

    private async Task<string> MissingAsync(CancellationToken ct)
    {
        try
        {
            var there = await cluster.Client.ListAsync<RedisReplicationGroup>(cluster.Namespace, null, ct);
            var names = there.Items.Select(group => group.Metadata.Name).ToArray();
            return names.Length == 0
                ? $"there is no group in namespace {cluster.Namespace}: -n names another"
                : $"there is no group {name} in namespace {cluster.Namespace}; there are: {string.Join(", ", names)}";
        }
        catch (KubernetesException e) when (e.IsNotFound)
        {
            return $"this cluster knows no {RedisReplicationGroup.EntityKind}: the operator's CRD is not installed";
        }
    }
}
