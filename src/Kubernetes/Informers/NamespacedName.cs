using k8s.Models;

namespace k8s;

/// <summary>What names an object of a kind. The namespace is empty for kinds that have none.</summary>
public readonly record struct NamespacedName(string Namespace, string Name)
{
    public static NamespacedName Of(IKubernetesObject<V1ObjectMeta> obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        return new NamespacedName(obj.Metadata.NamespaceProperty ?? "", obj.Metadata.Name ?? "");
    }

    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
