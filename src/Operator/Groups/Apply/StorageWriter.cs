using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;

namespace RedisOperator.Operator.Groups.Apply;

/// <summary>The writes that make volumes bigger. Each may be done twice; all throw <see cref="KubernetesException"/>.</summary>
public sealed class StorageWriter(IKubernetes client, RefusedGrowths refusals, TimeProvider time)
{
    private static readonly PatchOptions Merge = new() { FieldManager = ObjectWriter.FieldManager };

    public async Task GrowAsync(GroupObservation observation, Step.GrowClaim step, CancellationToken ct)
    {
        var body = new JsonObject
        {
            ["metadata"] = new JsonObject { ["uid"] = step.Claim.Metadata.Uid },
            ["spec"] = new JsonObject { ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = step.Size } } },
        };
        try
        {
            await client.PatchAsync<V1PersistentVolumeClaim>(new V1Patch(body, PatchType.MergePatch), step.Claim.Metadata.NamespaceProperty, step.Claim.Metadata.Name!, Merge, ct);
        }
        catch (KubernetesException e) when (e.IsForbidden || e.IsInvalid)
        {
            refusals.Note(NamespacedName.Of(observation.Group), new RefusedGrowth(step.Size, e.Message, time.GetUtcNow()));
        }
    }

    public async Task ReplaceAsync(Step.ReplaceStatefulSet step, CancellationToken ct)
    {
        var metadata = step.Present.Metadata;
        var options = new V1DeleteOptions { PropagationPolicy = "Orphan", Preconditions = new V1Preconditions { Uid = metadata.Uid } };
        try
        {
            await client.DeleteAsync<V1StatefulSet>(metadata.NamespaceProperty, metadata.Name!, options, ct);
        }
        catch (KubernetesException e) when (e.IsNotFound)
        {
            // An earlier pass, or somebody else, was first: what was wanted is so.
            return;
        }
    }
}
