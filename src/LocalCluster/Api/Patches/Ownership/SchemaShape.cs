using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Schema;

namespace RedisOperator.LocalCluster.Api.Patches.Ownership;

/// <summary>Custom kinds, by their schema. Without one (fields that are only preserved) objects are fine-grained and lists are whole.</summary>
internal sealed class SchemaShape(SchemaNode? schema, bool isRoot) : FieldShape
{
    public override bool IsAtomicObject => schema?.MapType == "atomic";

    public override ListKind ListKind => schema?.ListType switch
    {
        "map" => ListKind.Map,
        "set" => ListKind.Set,
        _ => ListKind.Atomic,
    };

    public override IReadOnlyList<string> Keys => schema?.ListMapKeys ?? [];

    public override FieldShape Item => new SchemaShape(schema?.Items, isRoot: false);

    public override FieldShape Member(string name) =>
        isRoot && name == "metadata" ? BuiltInShape.Root.Member("metadata") : new SchemaShape(schema?.MemberSchema(name), isRoot: false);

    public override JsonNode? KeyDefault(string key) => schema?.Items?.MemberSchema(key)?.Default;
}
