using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Nodes.Pods;

/// <summary>The downward API: a pod's own fields as text.</summary>
internal static class FieldReferences
{
    /// <summary>A field that is missing is empty; one that is not offered is an error.</summary>
    public static string Resolve(JsonObject pod, string path, string podAddress, string hostAddress)
    {
        switch (path)
        {
            case "metadata.name": return pod.Name();
            case "metadata.namespace": return pod.Namespace() ?? "";
            case "metadata.uid": return pod.Uid();
            case "metadata.labels": return Lines(pod.At("metadata", "labels") as JsonObject);
            case "metadata.annotations": return Lines(pod.At("metadata", "annotations") as JsonObject);
            case "spec.nodeName": return pod.Text("spec", "nodeName") ?? "";
            case "spec.serviceAccountName": return pod.Text("spec", "serviceAccountName") ?? "";
            case "status.podIP" or "status.podIPs": return podAddress;
            case "status.hostIP" or "status.hostIPs": return hostAddress;
        }

        foreach (var map in (ReadOnlySpan<string>)["labels", "annotations"])
        {
            var prefix = $"metadata.{map}['";
            if (path.StartsWith(prefix, StringComparison.Ordinal) && path.EndsWith("']", StringComparison.Ordinal))
            {
                return pod.Text("metadata", map, path[prefix.Length..^2]) ?? "";
            }
        }

        throw new ContainerConfigException($"the downward API does not offer {path}");
    }

    private static string Lines(JsonObject? map) =>
        string.Join('\n', (map ?? []).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}=\"{pair.Value.Text()?.Replace("\"", "\\\"")}\""));
}

/// <summary>The pod asks for something that is not there (yet) or cannot be: its status says it, and it is tried again.</summary>
internal sealed class ContainerConfigException(string message) : Exception(message);
