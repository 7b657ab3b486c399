using System.Text;
using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Nodes.Pods;

/// <summary>A container's environment: the image's, the API server's address, envFrom, env; later ones win.</summary>
internal sealed class EnvironmentBuilder(Registry registry, JsonObject pod, string hostName, string podAddress, string hostAddress)
{
    public Dictionary<string, string> Build(JsonObject container, IReadOnlyDictionary<string, string> image)
    {
        var result = new Dictionary<string, string>(image)
        {
            ["HOSTNAME"] = hostName,
            ["KUBERNETES_SERVICE_HOST"] = "10.96.0.1",
            ["KUBERNETES_SERVICE_PORT"] = "443",
            ["KUBERNETES_SERVICE_PORT_HTTPS"] = "443",
        };
        foreach (var source in container.Items("envFrom"))
        {
            AddAll(result, source);
        }

        var expandable = new Dictionary<string, string>(result);
        foreach (var variable in container.Items("env"))
        {
            if (Value(variable, expandable) is { } value)
            {
                result[variable.Text("name")!] = expandable[variable.Text("name")!] = value;
            }
        }

        return result;
    }

    /// <summary>$(NAME) becomes the variable's value, $$ one dollar; an unknown name stays as it is.</summary>
    public static string Expand(string text, IReadOnlyDictionary<string, string> variables)
    {
        var result = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            var end = text[at] == '$' && at + 1 < text.Length && text[at + 1] == '(' ? text.IndexOf(')', at) : -1;
            if (end > 0 && variables.TryGetValue(text[(at + 2)..end], out var value))
            {
                result.Append(value);
                at = end;
            }
            else
            {
                result.Append(text[at]);
                if (text[at] == '$' && at + 1 < text.Length && text[at + 1] == '$')
                {
                    at++;
                }
            }
        }

        return result.ToString();
    }

    private void AddAll(Dictionary<string, string> result, JsonObject source)
    {
        var prefix = source.Text("prefix") ?? "";
        var isSecret = source["secretRef"] is not null;
        var reference = source["secretRef"] ?? source["configMapRef"];
        if (Data(isSecret, reference.Text("name") ?? "", reference.Flag("optional") == true) is { } data)
        {
            foreach (var (name, value) in data)
            {
                result[prefix + name] = Text(value, isSecret);
            }
        }
    }

    private string? Value(JsonObject variable, Dictionary<string, string> sofar)
    {
        if (variable.At("valueFrom") is not JsonObject from)
        {
            return Expand(variable.Text("value") ?? "", sofar);
        }

        if (from.Text("fieldRef", "fieldPath") is { } path)
        {
            return FieldReferences.Resolve(pod, path, podAddress, hostAddress);
        }

        var isSecret = from["secretKeyRef"] is not null;
        if ((from["secretKeyRef"] ?? from["configMapKeyRef"]) is not JsonObject reference)
        {
            throw new ContainerConfigException($"environment variable {variable.Text("name")}: this source is not supported");
        }

        var optional = reference.Flag("optional") == true;
        var key = reference.Text("key") ?? "";
        var data = Data(isSecret, reference.Text("name") ?? "", optional);
        return data?[key] is { } value ? Text(value, isSecret)
            : optional ? null : throw new ContainerConfigException($"couldn't find key {key} in {(isSecret ? "Secret" : "ConfigMap")} {pod.Namespace()}/{reference.Text("name")}");
    }

    private JsonObject? Data(bool isSecret, string name, bool optional)
    {
        var type = isSecret ? KnownTypes.Secrets : KnownTypes.ConfigMaps;
        var found = registry.Get(type.Key(pod.Namespace(), name));
        return found is not null ? found["data"] as JsonObject ?? []
            : optional ? null : throw new ContainerConfigException($"{type.Singular} \"{name}\" not found");
    }

    private static string Text(JsonNode? value, bool isSecret) =>
        isSecret ? Encoding.UTF8.GetString(Convert.FromBase64String(value.Text() ?? "")) : value.Text() ?? "";
}
