using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Selection;

/// <summary>"metadata.name=a,status.phase!=Running". A field that is missing counts as empty.</summary>
internal sealed class FieldSelector
{
    private static readonly HashSet<string> Everywhere = ["metadata.name", "metadata.namespace"];

    private static readonly Dictionary<ResourceType, HashSet<string>> More = new()
    {
        [KnownTypes.Pods] = ["spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "status.phase", "status.podIP", "status.nominatedNodeName"],
        [KnownTypes.Events] =
        [
            "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion",
            "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
        ],
        [KnownTypes.Secrets] = ["type"],
        [KnownTypes.Namespaces] = ["status.phase"],
        [KnownTypes.Nodes] = ["spec.unschedulable"],
        [KnownTypes.Services] = ["spec.clusterIP", "spec.type"],
        [KnownTypes.ReplicaSets] = ["status.replicas"],
    };

    private readonly List<(string[] Path, string Value, bool Equal)> _terms = [];

    private FieldSelector()
    {
    }

    public static FieldSelector Parse(ResourceType type, string? text)
    {
        var selector = new FieldSelector();
        foreach (var term in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            selector.Add(type, term);
        }

        return selector;
    }

    public bool Matches(JsonObject obj) => _terms.TrueForAll(term => Shown(obj.At(term.Path)) == term.Value == term.Equal);

    private static string Shown(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => node.ToJsonString(),
    };

    private void Add(ResourceType type, string term)
    {
        var equal = !term.Contains("!=", StringComparison.Ordinal);
        var parts = term.Split(equal ? (term.Contains("==", StringComparison.Ordinal) ? "==" : "=") : "!=", 2);
        var field = parts[0].Trim();
        if (parts.Length != 2)
        {
            throw StatusException.BadRequest($"Unable to find \"{type}\" that match field selector \"{term}\": invalid selector");
        }

        if (!Everywhere.Contains(field) && !(More.TryGetValue(type, out var more) && more.Contains(field)))
        {
            throw StatusException.BadRequest($"field label not supported: {field}");
        }

        _terms.Add((field.Split('.'), parts[1].Trim(), equal));
    }
}
