using System.Text;
using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Nodes.Pods;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Nodes.Volumes;

/// <summary>The files of configMap, secret, downwardAPI and projected volumes, as the API has them now.</summary>
internal sealed class VolumeContent(Registry registry, JsonObject pod, string podAddress, string hostAddress, Func<string> token)
{
    private const int DefaultMode = 420;

    /// <summary>Null when the volume is of another kind.</summary>
    /// <exception cref="ContainerConfigException">Something it needs is not there.</exception>
    public IReadOnlyList<VolumeFile>? Of(JsonObject volume)
    {
        if (volume["projected"] is JsonObject projected)
        {
            var mode = Mode(projected, DefaultMode);
            return [.. projected.Items("sources").SelectMany(source => Source(source, mode))];
        }

        return volume["configMap"] is null && volume["secret"] is null && volume["downwardAPI"] is null
            ? null
            : [.. Source(volume, Mode((volume["configMap"] ?? volume["secret"] ?? volume["downwardAPI"]) as JsonObject, DefaultMode))];
    }

    private static int Mode(JsonObject? source, int otherwise) => (int)(source.Integer("defaultMode") ?? otherwise);

    private IEnumerable<VolumeFile> Source(JsonObject source, int mode)
    {
        if (source["configMap"] is JsonObject configMap)
        {
            return Data(KnownTypes.ConfigMaps, configMap, configMap.Text("name") ?? "", mode);
        }

        if (source["secret"] is JsonObject secret)
        {
            return Data(KnownTypes.Secrets, secret, secret.Text("secretName") ?? secret.Text("name") ?? "", mode);
        }

        if (source["serviceAccountToken"] is JsonObject account)
        {
            return [new VolumeFile(account.Text("path") ?? "token", Encoding.UTF8.GetBytes(token()), mode)];
        }

        return source.Items("downwardAPI", "items").Select(item => new VolumeFile(
            item.Text("path") ?? "",
            Encoding.UTF8.GetBytes(FieldReferences.Resolve(pod, item.Text("fieldRef", "fieldPath") ?? "", podAddress, hostAddress)),
            (int)(item.Integer("mode") ?? mode)));
    }

    private List<VolumeFile> Data(ResourceType type, JsonObject reference, string name, int mode)
    {
        var optional = reference.Flag("optional") == true;
        if (registry.Get(type.Key(pod.Namespace(), name)) is not { } found)
        {
            return optional ? [] : throw new ContainerConfigException($"{type.Singular} \"{name}\" not found");
        }

        var isSecret = type == KnownTypes.Secrets;
        var all = (found["data"] as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => Bytes(pair.Value, isSecret));
        foreach (var (key, value) in found["binaryData"] as JsonObject ?? [])
        {
            all[key] = Bytes(value, true);
        }

        if (reference["items"] is not JsonArray { Count: > 0 })
        {
            return [.. all.Select(pair => new VolumeFile(pair.Key, pair.Value, mode))];
        }

        var files = new List<VolumeFile>();
        foreach (var item in reference.Items("items"))
        {
            if (all.TryGetValue(item.Text("key") ?? "", out var content))
            {
                files.Add(new VolumeFile(item.Text("path") ?? "", content, (int)(item.Integer("mode") ?? mode)));
            }
            else if (!optional)
            {
                throw new ContainerConfigException($"{type.Singular} \"{name}\" has no key {item.Text("key")}");
            }
        }

        return files;
    }

    private static byte[] Bytes(JsonNode? value, bool encoded) =>
        encoded ? Convert.FromBase64String(value.Text() ?? "") : Encoding.UTF8.GetBytes(value.Text() ?? "");
}
