using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Schema;

/// <summary>One node of a structural schema (openAPIV3Schema), read once. Immutable.</summary>
internal sealed class SchemaNode
{
    // A pattern that backtracks for longer is a mistake in the definition.
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    public SchemaNode(JsonObject json, bool isRoot = false)
    {
        IsRoot = isRoot;
        Json = json;
        Type = json.Text("type") ?? "";
        Format = json.Text("format") ?? "";
        IsIntOrString = json.Flag("x-kubernetes-int-or-string") == true;
        PreservesUnknown = json.Flag("x-kubernetes-preserve-unknown-fields") == true;
        IsEmbeddedResource = json.Flag("x-kubernetes-embedded-resource") == true;
        IsNullable = json.Flag("nullable") == true;
        Default = json["default"];
        Required = Strings(json, "required");
        ListType = json.Text("x-kubernetes-list-type");
        MapType = json.Text("x-kubernetes-map-type");
        ListMapKeys = Strings(json, "x-kubernetes-list-map-keys");
        Pattern = json.Text("pattern") is { } pattern ? new Regex(pattern, RegexOptions.CultureInvariant, PatternTimeout) : null;
        Enum = json["enum"] as JsonArray;
        Properties = (json["properties"] as JsonObject ?? []).Where(member => member.Value is JsonObject)
            .ToDictionary(member => member.Key, member => new SchemaNode((JsonObject)member.Value!));
        Additional = json["additionalProperties"] is JsonObject additional ? new SchemaNode(additional) : null;
        AllowsAdditional = Additional is not null || json.Flag("additionalProperties") == true;
        Items = json["items"] is JsonObject items ? new SchemaNode(items) : null;
        Rules = [.. json.Items("x-kubernetes-validations").Select(rule => new ValidationRule(rule))];
        AllOf = Schemas(json, "allOf");
        AnyOf = Schemas(json, "anyOf");
        OneOf = Schemas(json, "oneOf");
        Not = json["not"] is JsonObject not ? new SchemaNode(not) : null;
    }

    public bool IsRoot { get; }

    public JsonObject Json { get; }

    public string Type { get; }

    public string Format { get; }

    public bool IsIntOrString { get; }

    public bool PreservesUnknown { get; }

    public bool IsEmbeddedResource { get; }

    public bool IsNullable { get; }

    public JsonNode? Default { get; }

    public IReadOnlyList<string> Required { get; }

    public string? ListType { get; }

    public string? MapType { get; }

    public IReadOnlyList<string> ListMapKeys { get; }

    public Regex? Pattern { get; }

    public JsonArray? Enum { get; }

    public IReadOnlyDictionary<string, SchemaNode> Properties { get; }

    public SchemaNode? Additional { get; }

    public bool AllowsAdditional { get; }

    public SchemaNode? Items { get; }

    public IReadOnlyList<ValidationRule> Rules { get; }

    public IReadOnlyList<SchemaNode> AllOf { get; }

    public IReadOnlyList<SchemaNode> AnyOf { get; }

    public IReadOnlyList<SchemaNode> OneOf { get; }

    public SchemaNode? Not { get; }

    /// <summary>Null when nothing is said about the member.</summary>
    public SchemaNode? MemberSchema(string name) => Properties.GetValueOrDefault(name) ?? Additional;

    public static bool IsObjectMeta(string name) => name is "apiVersion" or "kind" or "metadata";

    /// <summary>This node and all below it, with their paths.</summary>
    public IEnumerable<(string Path, SchemaNode Node)> Walk(string path)
    {
        yield return (path, this);
        var below = Properties.Select(member => ($"{path}.properties[{member.Key}]", member.Value))
            .Concat(Additional is null ? [] : [($"{path}.additionalProperties", Additional)])
            .Concat(Items is null ? [] : [($"{path}.items", Items)]);
        foreach (var found in below.SelectMany(child => child.Item2.Walk(child.Item1)))
        {
            yield return found;
        }
    }

    private static IReadOnlyList<string> Strings(JsonObject json, string name) => [.. (json[name] as JsonArray ?? []).Select(item => item!.GetValue<string>())];

    private static IReadOnlyList<SchemaNode> Schemas(JsonObject json, string name) => [.. json.Items(name).Select(item => new SchemaNode(item))];
}
