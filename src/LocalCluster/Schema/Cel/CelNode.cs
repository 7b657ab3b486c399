namespace RedisOperator.LocalCluster.Schema.Cel;

/// <summary>A parsed expression.</summary>
internal abstract record CelNode
{
    public abstract IEnumerable<CelNode> Children { get; }

    public bool Mentions(string name) => this is CelIdentifier identifier && identifier.Name == name || Children.Any(child => child.Mentions(name));
}

internal sealed record CelLiteral(object? Value) : CelNode
{
    public override IEnumerable<CelNode> Children => [];
}

internal sealed record CelIdentifier(string Name) : CelNode
{
    public override IEnumerable<CelNode> Children => [];
}

internal sealed record CelSelect(CelNode Target, string Field) : CelNode
{
    public override IEnumerable<CelNode> Children => [Target];
}

/// <summary>has(target.field)</summary>
internal sealed record CelHas(CelNode Target, string Field) : CelNode
{
    public override IEnumerable<CelNode> Children => [Target];
}

internal sealed record CelIndex(CelNode Target, CelNode Index) : CelNode
{
    public override IEnumerable<CelNode> Children => [Target, Index];
}

/// <summary>A function, a method (Target set) or an operator by its sign.</summary>
internal sealed record CelCall(string Function, CelNode? Target, IReadOnlyList<CelNode> Arguments) : CelNode
{
    public override IEnumerable<CelNode> Children => Target is null ? Arguments : Arguments.Prepend(Target);
}

internal sealed record CelConditional(CelNode Condition, CelNode Then, CelNode Else) : CelNode
{
    public override IEnumerable<CelNode> Children => [Condition, Then, Else];
}

internal sealed record CelListLiteral(IReadOnlyList<CelNode> Items) : CelNode
{
    public override IEnumerable<CelNode> Children => Items;
}

internal sealed record CelMapLiteral(IReadOnlyList<(CelNode Key, CelNode Value)> Entries) : CelNode
{
    public override IEnumerable<CelNode> Children => Entries.SelectMany(entry => new[] { entry.Key, entry.Value });
}

/// <summary>range.all(x, body), exists, exists_one, filter, map(x, body) and map(x, filter, body).</summary>
internal sealed record CelComprehension(string Macro, CelNode Range, string Variable, CelNode? Filter, CelNode Body) : CelNode
{
    public override IEnumerable<CelNode> Children => Filter is null ? [Range, Body] : [Range, Filter, Body];
}
