namespace k8s;

/// <summary>Anything that the API server names by version and kind.</summary>
public interface IKubernetesObject
{
    string ApiVersion { get; set; }

    string Kind { get; set; }
}

/// <summary>An object with metadata of its own: <c>V1ObjectMeta</c> for objects, <c>V1ListMeta</c> for lists.</summary>
public interface IKubernetesObject<TMetadata> : IKubernetesObject
{
    TMetadata Metadata { get; set; }
}
