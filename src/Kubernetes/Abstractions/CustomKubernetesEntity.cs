using k8s;
using k8s.Models;

namespace KubeOps.Abstractions.Entities;

/// <summary>Base of a custom resource: what a user asks for in <c>spec</c>, what is in <c>status</c>. The derived class sets its apiVersion and kind.</summary>
public abstract class CustomKubernetesEntity<TSpec, TStatus> : IKubernetesObject<V1ObjectMeta>
    where TSpec : new()
    where TStatus : new()
{
    public string ApiVersion { get; set; } = "";

    public string Kind { get; set; } = "";

    public V1ObjectMeta Metadata { get; set; } = new();

    public TSpec Spec { get; set; } = new();

    public TStatus Status { get; set; } = new();
}
