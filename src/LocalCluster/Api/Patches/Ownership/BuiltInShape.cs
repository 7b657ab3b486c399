using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Api.Patches.Ownership;

/// <summary>Built-in kinds, by the names of their fields.</summary>
internal sealed class BuiltInShape(string name, string parent, bool inContainer) : FieldShape
{
    public static readonly BuiltInShape Root = new("", "", false);

    public override bool IsAtomicObject => PatchMergeKeys.IsAtomicObject(name, parent);

    public override ListKind ListKind =>
        PatchMergeKeys.IsSet(name) ? ListKind.Set : PatchMergeKeys.Find(name, inContainer) is not null && !IsWholeList ? ListKind.Map : ListKind.Atomic;

    public override IReadOnlyList<string> Keys => PatchMergeKeys.Find(name, inContainer) ?? [];

    public override FieldShape Item => new BuiltInShape("", name, PatchMergeKeys.IsContainerList(name));

    // EndpointSlice and NetworkPolicy call theirs "ports" too, but keep them as one.
    private bool IsWholeList => name == "ports" && !inContainer && parent != "spec";

    public override FieldShape Member(string member) => new BuiltInShape(member, name, inContainer && name.Length == 0);

    public override JsonNode? KeyDefault(string key) => key == "protocol" ? JsonValue.Create("TCP") : null;
}
