using k8s.Models;

namespace k8s;

/// <summary>
/// The verbs of the API server, for any kind with a <see cref="KubernetesEntityAttribute"/> and a serializer. A namespace of null means the
/// cluster: all namespaces when listing, and kinds that have none. Every call throws <see cref="KubernetesException"/> for what the server or the
/// network answered, and <see cref="OperationCanceledException"/> only when its own token was cancelled.
/// </summary>
public interface IKubernetes
{
    Task<T> GetAsync<T>(string? ns, string name, CancellationToken ct)
        where T : IKubernetesObject<V1ObjectMeta>;

    /// <summary>One page: with <see cref="ListOptions.Limit"/>, Metadata.Continue of the answer leads to the next.</summary>
    Task<KubernetesList<T>> ListAsync<T>(string? ns, ListOptions? options, CancellationToken ct)
        where T : IKubernetesObject<V1ObjectMeta>;

    /// <summary>
    /// One watch request. Ends when the server ends it; throws when the connection breaks or the server reports an error (410 Gone included).
    /// It has no idle limit of its own.
    /// </summary>
    IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(string? ns, ListOptions options, CancellationToken ct)
        where T : IKubernetesObject<V1ObjectMeta>;

    /// <summary>Creates the object in its metadata's namespace.</summary>
    Task<T> CreateAsync<T>(T obj, CancellationToken ct)
        where T : IKubernetesObject<V1ObjectMeta>;

    Task<T> PatchAsync<T>(V1Patch patch, string? ns, string name, PatchOptions? options, CancellationToken ct)
        where T : IKubernetesObject<V1ObjectMeta>;

    /// <summary>Server-side apply of the whole object; what is null in it is not owned. <see cref="PatchOptions.FieldManager"/> must be set.</summary>
    Task<T> ApplyAsync<T>(T obj, PatchOptions options, CancellationToken ct)
        where T : IKubernetesObject<V1ObjectMeta>;

    /// <summary>PUT. With metadata.resourceVersion it only succeeds if nobody wrote in between (409 Conflict otherwise).</summary>
    Task<T> ReplaceAsync<T>(T obj, string? subresource, CancellationToken ct)
        where T : IKubernetesObject<V1ObjectMeta>;

    Task DeleteAsync<T>(string? ns, string name, V1DeleteOptions? options, CancellationToken ct)
        where T : IKubernetesObject<V1ObjectMeta>;

    /// <summary>The scale subresource of an object of kind T.</summary>
    Task<V1Scale> GetScaleAsync<T>(string? ns, string name, CancellationToken ct)
        where T : IKubernetesObject<V1ObjectMeta>;

    Task<V1Scale> PatchScaleAsync<T>(V1Patch patch, string? ns, string name, PatchOptions? options, CancellationToken ct)
        where T : IKubernetesObject<V1ObjectMeta>;
}
