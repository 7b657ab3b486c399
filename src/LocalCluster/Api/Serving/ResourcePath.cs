namespace RedisOperator.LocalCluster.Api.Serving;

/// <summary>/api/v1/namespaces/NS/PLURAL/NAME/SUB and its shorter forms, taken apart.</summary>
internal sealed record ResourcePath(string Group, string Version, string? Namespace, string Plural, string? Name, string Subresource)
{
    /// <summary>Null when the path is not one of a resource.</summary>
    public static ResourcePath? Parse(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        return parts switch
        {
            ["api", var version, .. var rest] when rest.Length > 0 => Parse("", version, rest),
            ["apis", var group, var version, .. var rest] when rest.Length > 0 => Parse(group, version, rest),
            _ => null,
        };
    }

    private static ResourcePath? Parse(string group, string version, string[] rest) => rest switch
    {
        ["namespaces", var ns, "status" or "finalize"] => new(group, version, null, "namespaces", ns, rest[2]),
        ["namespaces", var ns, var plural] => new(group, version, ns, plural, null, ""),
        ["namespaces", var ns, var plural, var name] => new(group, version, ns, plural, name, ""),
        ["namespaces", var ns, var plural, var name, .. var sub] => new(group, version, ns, plural, name, string.Join('/', sub)),
        [var plural] => new(group, version, null, plural, null, ""),
        [var plural, var name] => new(group, version, null, plural, name, ""),
        [var plural, var name, .. var sub] => new(group, version, null, plural, name, string.Join('/', sub)),
        _ => null,
    };
}
