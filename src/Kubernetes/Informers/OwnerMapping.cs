using k8s.Models;

namespace k8s.Informers;

/// <summary>From an object to the one that controls it.</summary>
public static class OwnerMapping
{
    /// <summary>The controlling owner, if it is of this group and kind (whatever version); null otherwise. Owners live in the object's namespace.</summary>
    public static NamespacedName? ControllerOf<T>(T obj, string group, string kind)
        where T : IKubernetesObject<V1ObjectMeta>
    {
        foreach (var owner in obj.Metadata.OwnerReferences ?? [])
        {
            if (owner.Controller == true)
            {
                return owner.Kind == kind && GroupOf(owner.ApiVersion).SequenceEqual(group)
                    ? new NamespacedName(obj.Metadata.NamespaceProperty ?? "", owner.Name)
                    : null;
            }
        }

        return null;
    }

    private static ReadOnlySpan<char> GroupOf(string apiVersion)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? "" : apiVersion.AsSpan(0, slash);
    }
}
