using System.Reflection;
using k8s.Models;

namespace k8s;

/// <summary>Where the API serves kind T.</summary>
internal static class ResourceAddress<T>
{
    private static readonly KubernetesEntityAttribute Entity = typeof(T).GetCustomAttribute<KubernetesEntityAttribute>()
        ?? throw new InvalidOperationException($"{typeof(T)} has no [KubernetesEntity]: the client cannot know where it is served");

    private static readonly string Prefix = Entity.Group.Length == 0 ? $"api/{Entity.ApiVersion}" : $"apis/{Entity.Group}/{Entity.ApiVersion}";

    public static string Plural => Entity.PluralName;

    public static string GroupVersion => Entity.GroupVersion;

    public static string Kind => Entity.Kind;

    public static string Collection(string? ns) =>
        string.IsNullOrEmpty(ns) ? $"{Prefix}/{Entity.PluralName}" : $"{Prefix}/namespaces/{Uri.EscapeDataString(ns)}/{Entity.PluralName}";

    public static string Item(string? ns, string name, string? subresource)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var path = $"{Collection(ns)}/{Uri.EscapeDataString(name)}";
        return string.IsNullOrEmpty(subresource) ? path : $"{path}/{subresource}";
    }

    /// <summary>For error messages: "pods default/cache-0".</summary>
    public static string Describe(string? ns, string? name) => $"{Entity.PluralName} {ns}{(string.IsNullOrEmpty(ns) || name is null ? "" : "/")}{name}".TrimEnd();
}
