using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Api.Patches.Ownership;

/// <summary>A set of field paths as a tree, in the form FieldsV1 writes ("f:name", "k:{keys}", "v:value"). Immutable once handed out.</summary>
internal sealed class FieldSet
{
    private readonly SortedDictionary<string, FieldSet> _children = new(StringComparer.Ordinal);

    /// <summary>The path that leads here is in the set itself.</summary>
    public bool IsMember { get; private init; }

    public IReadOnlyDictionary<string, FieldSet> Children => _children;

    public bool IsEmpty => !IsMember && _children.Values.All(child => child.IsEmpty);

    public static FieldSet Leaf { get; } = new() { IsMember = true };

    /// <summary>Every field that a value sets.</summary>
    public static FieldSet Of(JsonNode? value, FieldShape shape, bool isItem = false)
    {
        if (value is JsonObject { Count: > 0 } members && !shape.IsAtomicObject)
        {
            return new FieldSet { IsMember = isItem }.With(members.Select(member => ("f:" + member.Key, Of(member.Value, shape.Member(member.Key)))));
        }

        if (value is JsonArray { Count: > 0 } items && shape.ListKind != ListKind.Atomic && items.All(item => shape.ItemName(item) is not null))
        {
            return new FieldSet().With(items.Select(item => (shape.ItemName(item)!, shape.ListKind == ListKind.Set ? Leaf : Of(item, shape.Item, isItem: true))));
        }

        return Leaf;
    }

    public static FieldSet FromJson(JsonObject? fields)
    {
        if (fields is null or { Count: 0 })
        {
            return Leaf;
        }

        return new FieldSet { IsMember = fields.ContainsKey(".") }
            .With(fields.Where(member => member.Key != ".").Select(member => (member.Key, FromJson(member.Value as JsonObject))));
    }

    /// <summary>One with a single child.</summary>
    public static FieldSet Under(string name, FieldSet child) => new FieldSet().With([(name, child)]);

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        if (IsMember && _children.Count > 0)
        {
            json["."] = new JsonObject();
        }

        foreach (var (name, child) in _children)
        {
            json[name] = child.ToJson();
        }

        return json;
    }

    public FieldSet Union(FieldSet other) => new FieldSet { IsMember = IsMember || other.IsMember }.With(
        _children.Keys.Union(other._children.Keys).Select(name => (name, (ChildOf(name), other.ChildOf(name)) switch
        {
            ({ } mine, { } theirs) => mine.Union(theirs),
            ({ } mine, null) => mine,
            (null, var theirs) => theirs!,
        })));

    public FieldSet Minus(FieldSet other) => new FieldSet { IsMember = IsMember && !other.IsMember }.With(
        _children.Select(child => (child.Key, other.ChildOf(child.Key) is { } theirs ? child.Value.Minus(theirs) : child.Value)));

    public FieldSet Intersect(FieldSet other) => new FieldSet { IsMember = IsMember && other.IsMember }.With(
        _children.Where(child => other._children.ContainsKey(child.Key)).Select(child => (child.Key, child.Value.Intersect(other._children[child.Key]))));

    /// <summary>Every path in the set as errors show it: .spec.containers[name="redis"].image.</summary>
    public IEnumerable<string> Paths(string prefix = "")
    {
        if (IsMember)
        {
            yield return prefix;
        }

        foreach (var path in _children.SelectMany(child => child.Value.Paths(prefix + Step(child.Key))))
        {
            yield return path;
        }
    }

    private FieldSet? ChildOf(string name) => _children.GetValueOrDefault(name);

    private FieldSet With(IEnumerable<(string Name, FieldSet Child)> children)
    {
        foreach (var (name, child) in children)
        {
            if (!child.IsEmpty)
            {
                _children[name] = child;
            }
        }

        return this;
    }

    private static string Step(string name) => name[..2] switch
    {
        "f:" => "." + name[2..],
        "k:" => "[" + string.Join(',', JsonNode.Parse(name[2..])!.AsObject().Select(key => $"{key.Key}={key.Value?.ToJsonString()}")) + "]",
        _ => $"[={name[2..]}]",
    };
}
