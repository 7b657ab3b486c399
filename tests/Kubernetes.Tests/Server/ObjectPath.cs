namespace k8s.Tests.Server;

/// <summary>/api/v1/namespaces/NS/pods/NAME/status and its shorter forms.</summary>
internal sealed record ObjectPath(string? Namespace, string Plural, string? Name, string? Subresource)
{
    public string Key => $"{Plural}/{Namespace}/{Name}";

    public static ObjectPath Pod(string name, string ns = "default") => new(ns, "pods", name, null);

    public static ObjectPath Lease(string name, string ns = "default") => new(ns, "leases", name, null);

    public static ObjectPath Parse(string path)
    {
        var parts = path.Trim('/').Split('/');
        var rest = parts[(parts[0] == "api" ? 2 : 3)..];
        return rest is ["namespaces", var ns, var plural, ..]
            ? new ObjectPath(ns, plural, rest.ElementAtOrDefault(3), rest.ElementAtOrDefault(4))
            : new ObjectPath(null, rest[0], rest.ElementAtOrDefault(1), rest.ElementAtOrDefault(2));
    }

    /// <summary>Whether an object with that key belongs to this collection.</summary>
    public bool Holds(string key) => key.StartsWith(Namespace is null ? $"{Plural}/" : $"{Plural}/{Namespace}/", StringComparison.Ordinal);
}
