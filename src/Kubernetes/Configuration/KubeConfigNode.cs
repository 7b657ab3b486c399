using YamlDotNet.RepresentationModel;

namespace k8s;

/// <summary>A mapping of a kubeconfig, with the file it stands in. What is missing or empty is null, as kubectl takes it.</summary>
internal sealed class KubeConfigNode(YamlMappingNode node, string file)
{
    public static readonly KubeConfigNode Empty = new(new YamlMappingNode(), "");

    public string File => file;

    public string? Text(string key) =>
        Get(key) is YamlScalarNode { Value: { Length: > 0 } value } scalar && !IsNull(scalar) ? value : null;

    public bool Flag(string key) => string.Equals(Text(key), "true", StringComparison.OrdinalIgnoreCase);

    public KubeConfigNode? Child(string key) => Get(key) is YamlMappingNode child ? new KubeConfigNode(child, file) : null;

    public IEnumerable<KubeConfigNode> Children(string key) =>
        Get(key) is YamlSequenceNode list ? list.OfType<YamlMappingNode>().Select(child => new KubeConfigNode(child, file)) : [];

    public IEnumerable<string> Texts(string key) =>
        Get(key) is YamlSequenceNode list ? list.OfType<YamlScalarNode>().Select(item => item.Value ?? "") : [];

    /// <summary>A path, absolute: a relative one is relative to the file it stands in.</summary>
    public string? PathOf(string key) =>
        Text(key) is { } path ? Path.GetFullPath(path, Path.GetDirectoryName(file) ?? "/") : null;

    public byte[]? Base64(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException e)
        {
            throw new KubeConfigException($"{file}: {key} is not base64", e);
        }
    }

    private YamlNode? Get(string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    private static bool IsNull(YamlScalarNode scalar) =>
        scalar.Style == YamlDotNet.Core.ScalarStyle.Plain && scalar.Value is "null" or "~";
}
