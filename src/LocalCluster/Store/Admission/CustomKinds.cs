using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Schema;

namespace RedisOperator.LocalCluster.Store.Admission;

/// <summary>The kinds that CustomResourceDefinitions define, with the schema of each version.</summary>
internal sealed class CustomKinds
{
    private readonly ConcurrentDictionary<ResourceType, (JsonObject Version, SchemaNode Schema)> _versions = new();

    /// <summary>The served versions of a definition, the storage version first.</summary>
    public static IReadOnlyList<ResourceType> TypesOf(JsonObject definition) =>
    [
        .. definition.Items("spec", "versions")
            .Where(version => version.Flag("served") == true)
            .OrderByDescending(version => version.Flag("storage") == true)
            .Select(version => TypeOf(definition, version)),
    ];

    public IReadOnlyList<ResourceType> Take(JsonObject definition)
    {
        Drop(definition);
        var types = TypesOf(definition);
        foreach (var type in types)
        {
            var version = definition.Items("spec", "versions").First(version => version.Text("name") == type.Version);
            _versions[type] = (version, new SchemaNode(version.At("schema", "openAPIV3Schema") as JsonObject ?? [], isRoot: true));
        }

        return types;
    }

    public void Drop(JsonObject definition)
    {
        foreach (var type in _versions.Keys.Where(type => type.QualifiedPlural == definition.Name()))
        {
            _versions.TryRemove(type, out _);
        }
    }

    /// <summary>The entry of spec.versions; null when the kind is gone.</summary>
    public JsonObject? Version(ResourceType type) => _versions.GetValueOrDefault(type).Version;

    public SchemaNode? SchemaOf(ResourceType type) => _versions.GetValueOrDefault(type).Schema;

    /// <summary>The paths of fields that the schema does not have and that a write would lose.</summary>
    public IReadOnlyList<string> UnknownFields(ResourceType type, JsonObject obj)
    {
        var unknown = new List<string>();
        if (SchemaOf(type) is { } schema)
        {
            Pruning.Prune(schema, obj.DeepClone(), "", unknown);
        }

        return unknown;
    }

    /// <summary>Prunes and defaults <paramref name="obj"/> in place, then checks it.</summary>
    public void Admit(ResourceType type, JsonObject? old, JsonObject obj, List<FieldProblem> problems)
    {
        if (SchemaOf(type) is not { } schema)
        {
            return;
        }

        Pruning.Prune(schema, obj, "", new List<string>());
        Defaulting.Apply(schema, obj);
        Validation.Check(schema, obj, "", problems);

        // A rule can only be asked about a value of the right shape.
        if (!problems.Exists(problem => problem.Reason is "FieldValueTypeInvalid" or "FieldValueRequired" or "FieldValueTooLong" or "FieldValueTooMany"))
        {
            RuleValidation.Check(schema, obj, old, "", problems);
        }
    }

    private static ResourceType TypeOf(JsonObject definition, JsonObject version)
    {
        var names = definition.At("spec", "names");
        var kind = names.Text("kind") ?? "";
        return new(definition.Text("spec", "group") ?? "", version.Text("name") ?? "", kind, names.Text("plural") ?? "", definition.Text("spec", "scope") == "Namespaced")
        {
            Singular = names.Text("singular") ?? kind.ToLowerInvariant(),
            ListKind = names.Text("listKind") ?? kind + "List",
            ShortNames = Strings(names, "shortNames"),
            Categories = Strings(names, "categories"),
            HasStatus = version.At("subresources", "status") is not null,
            HasGeneration = true,
            IsCustom = true,
            Scale = version.At("subresources", "scale") is JsonObject scale
                ? new ScalePaths(scale.Text("specReplicasPath") ?? "", scale.Text("statusReplicasPath") ?? "", scale.Text("labelSelectorPath"))
                : null,
        };
    }

    private static string[] Strings(JsonNode? node, string name) => [.. (node.At(name) as JsonArray ?? []).Select(item => item!.GetValue<string>())];
}
