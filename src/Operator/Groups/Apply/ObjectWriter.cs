using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Groups.Apply;

/// <summary>The writes to the API server. Each may be done twice; all throw <see cref="KubernetesException"/>.</summary>
public sealed class ObjectWriter(IKubernetes client)
{
    public const string FieldManager = "redis-operator";

    private static readonly PatchOptions Apply = new() { FieldManager = FieldManager, Force = true };
    private static readonly PatchOptions ApplyStatus = new() { FieldManager = FieldManager, Force = true, Subresource = "status" };
    private static readonly PatchOptions Merge = new() { FieldManager = FieldManager };

    /// <exception cref="NameTakenException">The name is in use by an object that this group did not make.</exception>
    public Task WriteAsync(RedisReplicationGroup group, Step.Write write, CancellationToken ct) => write.Desired switch
    {
        V1Secret secret => WriteAsync(group, secret, write.IsNew, ct),
        V1ConfigMap configMap => WriteAsync(group, configMap, write.IsNew, ct),
        V1StatefulSet statefulSet => WriteAsync(group, statefulSet, write.IsNew, ct),
        V1Service service => WriteAsync(group, service, write.IsNew, ct),
        V1ServiceAccount account => WriteAsync(group, account, write.IsNew, ct),
        V1PodDisruptionBudget budget => WriteAsync(group, budget, write.IsNew, ct),
        V1NetworkPolicy policy => WriteAsync(group, policy, write.IsNew, ct),
        var other => throw new InvalidOperationException($"nothing writes a {other.Kind}"),
    };

    private async Task WriteAsync<T>(RedisReplicationGroup group, T desired, bool isNew, CancellationToken ct)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        if (isNew && await FindAsync<T>(desired.Metadata, ct) is { } found && !Ownership.IsOf(group, found))
        {
            throw new NameTakenException(desired.Kind, desired.Metadata.Name!);
        }
        if (isNew && desired is V1Service { Spec.ClusterIP: { Length: > 0 } and not ServiceBuilder.Headless } service && await RestoreAsync(service, ct))
        {
            return;
        }
        await client.ApplyAsync(desired, Apply, ct);
    }

    /// <summary>Makes a Service again with the address that it had; false when that is somebody else's by now, and any will have to do.</summary>
    private async Task<bool> RestoreAsync(V1Service service, CancellationToken ct)
    {
        try
        {
            await client.CreateAsync(service, ct);
            return true;
        }
        catch (KubernetesException e) when (e.IsInvalid || e.IsAlreadyExists)
        {
            service.Spec!.ClusterIP = null;
            return false;
        }
    }

    private async Task<T?> FindAsync<T>(V1ObjectMeta metadata, CancellationToken ct)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        try
        {
            return await client.GetAsync<T>(metadata.NamespaceProperty, metadata.Name!, ct);
        }
        catch (KubernetesException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>24 random bytes, once: a Secret that exists is never overwritten, whatever the store had.</summary>
    public async Task CreatePasswordAsync(RedisReplicationGroup group, CancellationToken ct)
    {
        try
        {
            await client.CreateAsync(SecretBuilder.Build(group, RandomNumberGenerator.GetHexString(48, lowercase: true)), ct);
        }
        catch (KubernetesException e) when (e.IsAlreadyExists)
        {
            // Another operator, or this one before it was stopped, was first; the store will have it in a moment.
            return;
        }
    }

    /// <summary>
    /// Fails with a conflict when the route has been written since it was read: what this pass knows is then older than what somebody else knew.
    /// </summary>
    /// <exception cref="NameTakenException">The slice's name is in use by an object that this group did not make.</exception>
    public async Task<V1EndpointSlice> WriteRouteAsync(RedisReplicationGroup group, V1EndpointSlice desired, string? readResourceVersion, OwnWrites<V1EndpointSlice> slices, CancellationToken ct)
    {
        try
        {
            var moved = await WriteRouteAsync(desired, readResourceVersion, ct);
            slices.Note(moved);
            return moved;
        }
        catch (KubernetesException e) when (e.IsConflict || e.IsAlreadyExists)
        {
            // The next pass decides on what is there now, and need not wait for a watch to tell it.
            if (await FindAsync<V1EndpointSlice>(desired.Metadata, ct) is { } found)
            {
                if (!Ownership.IsOf(group, found))
                {
                    throw new NameTakenException(found.Kind, found.Metadata.Name!);
                }
                slices.Note(found);
                if (LeadsTo(found, desired))
                {
                    // Another operator came to the same conclusion and was first.
                    return found;
                }
            }
            throw;
        }
    }

    private static bool LeadsTo(V1EndpointSlice found, V1EndpointSlice desired) =>
        found.Endpoints is [{ TargetRef: { } there }] && desired.Endpoints is [{ TargetRef: { } wanted }] && there.Uid == wanted.Uid
        && found.Endpoints[0].Conditions?.Ready == desired.Endpoints[0].Conditions?.Ready
        && found.Endpoints[0].Addresses.SequenceEqual(desired.Endpoints[0].Addresses)
        && Epoch(found) >= Epoch(desired);

    private static long Epoch(V1EndpointSlice slice) =>
        slice.Metadata.Annotations is { } annotations && annotations.TryGetValue(Annotations.Epoch, out var text) && long.TryParse(text, out var epoch) ? epoch : 0;

    private Task<V1EndpointSlice> WriteRouteAsync(V1EndpointSlice desired, string? readResourceVersion, CancellationToken ct)
    {
        if (readResourceVersion is null)
        {
            return client.CreateAsync(desired, ct);
        }
        desired.Metadata.ResourceVersion = readResourceVersion;
        return client.ApplyAsync(desired, Apply, ct);
    }

    public Task LabelAsync(Step.Label label, CancellationToken ct) =>
        PatchAsync(label.Pod.Pod!, new JsonObject { ["labels"] = new JsonObject { [Labels.Role] = label.Role } }, ct);

    public Task AnnotateAsync(Step.Annotate annotate, CancellationToken ct) =>
        PatchAsync(annotate.Pod.Pod!, new JsonObject { ["labels"] = Members(annotate.Change.Labels), ["annotations"] = Members(annotate.Change.Annotations) }, ct);

    /// <summary>The uid keeps the change off a new pod that has taken the name meanwhile; a pod that is gone needs none.</summary>
    private async Task PatchAsync(V1Pod pod, JsonObject metadata, CancellationToken ct)
    {
        metadata["uid"] = pod.Metadata.Uid;
        var body = new JsonObject { ["metadata"] = metadata };
        try
        {
            await client.PatchAsync<V1Pod>(new V1Patch(body, PatchType.MergePatch), pod.Metadata.NamespaceProperty, pod.Metadata.Name!, Merge, ct);
        }
        catch (KubernetesException e) when (e.IsNotFound || e.IsConflict)
        {
            return;
        }
    }

    private static JsonObject Members(IEnumerable<KeyValuePair<string, string?>> values) =>
        new(values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)value.Value)));

    /// <summary>Takes the annotation off if it still says what was answered.</summary>
    public async Task<RedisReplicationGroup> ClearRequestAsync(RedisReplicationGroup group, Step.ClearRequest clear, CancellationToken ct)
    {
        // The annotation's slash is ~1 in a JSON pointer (RFC 6901).
        var path = "/metadata/annotations/" + Annotations.Switchover.Replace("/", "~1", StringComparison.Ordinal);
        var body = new JsonArray(
            new JsonObject { ["op"] = "test", ["path"] = path, ["value"] = clear.Value },
            new JsonObject { ["op"] = "remove", ["path"] = path });
        return await client.PatchAsync<RedisReplicationGroup>(new V1Patch(body, PatchType.JsonPatch), group.Metadata.NamespaceProperty, group.Metadata.Name!, Merge, ct);
    }

    /// <summary>This very pod; one that has taken its name meanwhile is left alone.</summary>
    public async Task DeletePodAsync(Step.DeletePod delete, CancellationToken ct)
    {
        var metadata = delete.Pod.Pod!.Metadata;
        await DeleteAsync<V1Pod>(metadata.NamespaceProperty, metadata.Name!, metadata.Uid, ct);
    }

    public Task DeleteServiceAsync(RedisReplicationGroup group, Step.DeleteService delete, CancellationToken ct) =>
        DeleteAsync<V1Service>(group.Metadata.NamespaceProperty, delete.Name, delete.Uid, ct);

    public Task DeleteArbiterAsync(RedisReplicationGroup group, Step.DeleteArbiter delete, CancellationToken ct) =>
        DeleteAsync<V1StatefulSet>(group.Metadata.NamespaceProperty, delete.Name, delete.Uid, ct);

    private async Task DeleteAsync<T>(string? ns, string name, string? uid, CancellationToken ct)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        try
        {
            await client.DeleteAsync<T>(ns, name, new V1DeleteOptions { Preconditions = new V1Preconditions { Uid = uid } }, ct);
        }
        catch (KubernetesException e) when (e.IsNotFound || e.IsConflict)
        {
            // Gone already, or another one by now.
            return;
        }
    }

    public Task<RedisReplicationGroup> WriteStatusAsync(RedisReplicationGroup group, RedisReplicationGroupStatus status, string? readResourceVersion, CancellationToken ct)
    {
        var body = new JsonObject
        {
            ["apiVersion"] = group.ApiVersion,
            ["kind"] = group.Kind,
            ["metadata"] = new JsonObject
            {
                ["name"] = group.Metadata.Name,
                ["namespace"] = group.Metadata.NamespaceProperty,
                ["uid"] = group.Metadata.Uid,
            },
            ["status"] = JsonSerializer.SerializeToNode(status, EntitiesJson.Options.GetTypeInfo(typeof(RedisReplicationGroupStatus))),
        };
        if (readResourceVersion is not null)
        {
            body["metadata"]!["resourceVersion"] = readResourceVersion;
        }
        return client.PatchAsync<RedisReplicationGroup>(new V1Patch(body, PatchType.ApplyPatch), group.Metadata.NamespaceProperty, group.Metadata.Name!, ApplyStatus, ct);
    }
}
