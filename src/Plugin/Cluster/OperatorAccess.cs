using System.Text.Json;
using k8s;
using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Entities.Inspection;

namespace RedisOperator.Plugin.Cluster;

/// <param name="Group">What the leading operator sees; null when it could not be asked.</param>
/// <param name="Operator">The pod that was asked.</param>
/// <param name="Missing">Why there is no answer.</param>
internal sealed record Seen(GroupInspection? Group, string? Operator, string? Missing);

/// <summary>The operator's pods. The one that leads is asked by exec: its answer is served on loopback only.</summary>
internal sealed class OperatorAccess(ClusterAccess cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Never throws for want of an operator or of rights: what is missing is said.</summary>
    public async Task<Seen> InspectAsync(string group, CancellationToken ct)
    {
        try
        {
            var (leader, missing) = await LeaderAsync(ct);
            return leader is null ? new Seen(null, null, missing) : await AskAsync(leader, group, ct);
        }
        catch (Exception e) when (e is KubernetesException or PluginException)
        {
            return new Seen(null, null, e.Message);
        }
    }

    public OperatorLogs Logs(string group, string? since) => new(cluster, group, since);

    private async Task<(string? Pod, string? Missing)> LeaderAsync(CancellationToken ct)
    {
        var place = cluster.OperatorNamespace;
        try
        {
            var holder = (await cluster.Client.GetAsync<V1Lease>(place, OperatorNames.Lease, ct)).Spec?.HolderIdentity;
            if (string.IsNullOrEmpty(holder))
            {
                return (null, "no operator leads at the moment");
            }

            await cluster.Client.GetAsync<V1Pod>(place, holder, ct);
            return (holder, null);
        }
        catch (KubernetesException e) when (e.IsNotFound)
        {
            return (null, $"no operator was found in namespace {place}, or the one that led is gone ({e.Message}); --operator-namespace names another");
        }
    }

    private async Task<Seen> AskAsync(string pod, string group, CancellationToken ct)
    {
        var result = await cluster.Kubectl.RunAsync(Patience, ["exec", "-n", cluster.OperatorNamespace, pod, "--", OperatorNames.Program, "inspect", group, "-o", "json"], ct);
        try
        {
            var answer = InspectionJson.Read(result.Output);
            return new Seen(answer.Group, pod, answer.Group is null ? answer.Error ?? $"{pod} does not know the group" : null);
        }
        catch (JsonException)
        {
            return new Seen(null, pod, $"{pod} could not be asked: {(result.Error.Length > 0 ? result.Error : $"kubectl exec ended with {result.Code}")}");
        }
    }
}
