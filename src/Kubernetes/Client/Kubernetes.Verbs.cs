using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using k8s.Models;

namespace k8s;

public sealed partial class Kubernetes
{
    public Task<T> GetAsync<T>(string? ns, string name, CancellationToken ct)
        where T : IKubernetesObject<V1ObjectMeta> =>
        SendAsync(new ApiRequest(HttpMethod.Get, ResourceAddress<T>.Item(ns, name, null), "GET " + ResourceAddress<T>.Describe(ns, name), Verb<T>("get")), InfoOf<T>(), ct);

    public async Task<KubernetesList<T>> ListAsync<T>(string? ns, ListOptions? options, CancellationToken ct)
        where T : IKubernetesObject<V1ObjectMeta>
    {
        var query = new QueryString();
        options?.AddTo(query);
        var request = new ApiRequest(HttpMethod.Get, ResourceAddress<T>.Collection(ns) + query, "LIST " + ResourceAddress<T>.Describe(ns, null), Verb<T>("list"));
        var body = await SendAsync(request, ct).ConfigureAwait(false);
        return Parsed(request, () => ListParser.Parse(body, InfoOf<T>()));
    }

    public Task<T> CreateAsync<T>(T obj, CancellationToken ct)
        where T : IKubernetesObject<V1ObjectMeta>
    {
        var metadata = MetadataOf(obj);
        var info = InfoOf<T>();
        var operation = "CREATE " + ResourceAddress<T>.Describe(metadata.NamespaceProperty, metadata.Name ?? metadata.GenerateName);
        return SendAsync(new ApiRequest(HttpMethod.Post, ResourceAddress<T>.Collection(metadata.NamespaceProperty), operation, Verb<T>("create"), Serialized(obj, info)), info, ct);
    }

    public Task<T> PatchAsync<T>(V1Patch patch, string? ns, string name, PatchOptions? options, CancellationToken ct)
        where T : IKubernetesObject<V1ObjectMeta>
    {
        if (options?.Subresource == "scale")
        {
            throw new ArgumentException($"the scale subresource answers with a Scale: use {nameof(PatchScaleAsync)}", nameof(options));
        }

        return SendAsync(Patch<T>(patch, ns, name, options, options?.Subresource), InfoOf<T>(), ct);
    }

    public Task<T> ApplyAsync<T>(T obj, PatchOptions options, CancellationToken ct)
        where T : IKubernetesObject<V1ObjectMeta>
    {
        var metadata = MetadataOf(obj);
        return PatchAsync<T>(new V1Patch(Serialized(obj, InfoOf<T>()), PatchType.ApplyPatch), metadata.NamespaceProperty, NameOf(metadata), options, ct);
    }

    public Task<T> ReplaceAsync<T>(T obj, string? subresource, CancellationToken ct)
        where T : IKubernetesObject<V1ObjectMeta>
    {
        var metadata = MetadataOf(obj);
        var info = InfoOf<T>();
        var path = ResourceAddress<T>.Item(metadata.NamespaceProperty, NameOf(metadata), subresource);
        var operation = "REPLACE " + ResourceAddress<T>.Describe(metadata.NamespaceProperty, metadata.Name);
        return SendAsync(new ApiRequest(HttpMethod.Put, path, operation, Verb<T>("update", subresource), Serialized(obj, info)), info, ct);
    }

    public Task DeleteAsync<T>(string? ns, string name, V1DeleteOptions? options, CancellationToken ct)
        where T : IKubernetesObject<V1ObjectMeta>
    {
        var body = options is null ? null : JsonSerializer.SerializeToUtf8Bytes(options, InfoOf<V1DeleteOptions>());
        return SendAsync(new ApiRequest(HttpMethod.Delete, ResourceAddress<T>.Item(ns, name, null), "DELETE " + ResourceAddress<T>.Describe(ns, name), Verb<T>("delete"), body), ct);
    }

    public Task<V1Scale> GetScaleAsync<T>(string? ns, string name, CancellationToken ct)
        where T : IKubernetesObject<V1ObjectMeta> =>
        SendAsync(new ApiRequest(HttpMethod.Get, ResourceAddress<T>.Item(ns, name, "scale"), $"GET scale of {ResourceAddress<T>.Describe(ns, name)}", Verb<T>("get", "scale")), InfoOf<V1Scale>(), ct);

    public Task<V1Scale> PatchScaleAsync<T>(V1Patch patch, string? ns, string name, PatchOptions? options, CancellationToken ct)
        where T : IKubernetesObject<V1ObjectMeta> =>
        SendAsync(Patch<T>(patch, ns, name, options, "scale"), InfoOf<V1Scale>(), ct);

    private static ApiRequest Patch<T>(V1Patch patch, string? ns, string name, PatchOptions? options, string? subresource)
    {
        ArgumentNullException.ThrowIfNull(patch);
        if (patch.Type == PatchType.ApplyPatch && string.IsNullOrEmpty(options?.FieldManager))
        {
            throw new ArgumentException("server-side apply needs a FieldManager", nameof(options));
        }

        var query = new QueryString();
        options?.AddTo(query);
        var operation = $"{(patch.Type == PatchType.ApplyPatch ? "APPLY" : "PATCH")} {(subresource is null ? "" : subresource + " of ")}{ResourceAddress<T>.Describe(ns, name)}";
        return new ApiRequest(HttpMethod.Patch, ResourceAddress<T>.Item(ns, name, subresource) + query, operation, Verb<T>("patch", subresource), patch.Body, patch.ContentType);
    }

    private static ApiVerb Verb<T>(string verb, string? subresource = null) =>
        new(verb, string.IsNullOrEmpty(subresource) ? ResourceAddress<T>.Plural : $"{ResourceAddress<T>.Plural}/{subresource}");

    private async Task<T> SendAsync<T>(ApiRequest request, JsonTypeInfo<T> info, CancellationToken ct)
    {
        var body = await SendAsync(request, ct).ConfigureAwait(false);
        return Parsed(request, () => JsonSerializer.Deserialize(body, info) ?? throw new JsonException("null"));
    }

    private static T Parsed<T>(ApiRequest request, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (JsonException e)
        {
            throw new KubernetesException(request.Operation, new V1Status { Code = 200, Reason = "Unreadable", Message = "the answer cannot be read: " + e.Message });
        }
    }

    // By the type info of the static type: a caller that holds a T by its interface would otherwise lose fields.
    private static byte[] Serialized<T>(T obj, JsonTypeInfo<T> info) => JsonSerializer.SerializeToUtf8Bytes(obj, info);

    private static V1ObjectMeta MetadataOf<T>(T obj)
        where T : IKubernetesObject<V1ObjectMeta>
    {
        ArgumentNullException.ThrowIfNull(obj);
        return obj.Metadata ?? throw new ArgumentException("the object has no metadata", nameof(obj));
    }

    private static string NameOf(V1ObjectMeta metadata) => metadata.Name ?? throw new ArgumentException("the object has no name", nameof(metadata));
}
