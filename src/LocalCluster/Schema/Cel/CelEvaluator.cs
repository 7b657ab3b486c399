namespace RedisOperator.LocalCluster.Schema.Cel;

/// <summary>Evaluates an expression with some variables. Throws <see cref="CelException"/> where CEL has an error value.</summary>
internal sealed class CelEvaluator
{
    private readonly Dictionary<string, object?> _variables;

    public CelEvaluator(IReadOnlyDictionary<string, object?> variables) => _variables = new(variables);

    public object? Evaluate(CelNode node) => node switch
    {
        CelLiteral literal => literal.Value,
        CelIdentifier identifier => Variable(identifier.Name),
        CelSelect select => Field(Evaluate(select.Target), select.Field),
        CelHas has => Evaluate(has.Target) is IReadOnlyDictionary<object, object?> map && map.ContainsKey(has.Field),
        CelIndex index => Item(Evaluate(index.Target), Evaluate(index.Index)),
        CelConditional conditional => Evaluate(Truth(Evaluate(conditional.Condition)) ? conditional.Then : conditional.Else),
        CelListLiteral list => list.Items.Select(Evaluate).ToList(),
        CelMapLiteral map => map.Entries.ToDictionary(entry => Evaluate(entry.Key) ?? throw new CelException("a map has no null key"), entry => Evaluate(entry.Value)),
        CelComprehension comprehension => Comprehend(comprehension),
        CelCall { Function: "&&" } call => Decide(call, decisive: false),
        CelCall { Function: "||" } call => Decide(call, decisive: true),
        CelCall call => CelFunctions.Call(call.Function, [.. (call.Target is null ? call.Arguments : call.Arguments.Prepend(call.Target)).Select(Evaluate)]),
        _ => throw new CelException($"cannot evaluate {node}"),
    };

    public static bool Truth(object? value) => value is bool truth ? truth : throw new CelException("no such overload: a condition has to be a bool");

    private object? Variable(string name) => _variables.TryGetValue(name, out var value) ? value : throw new CelException($"undeclared reference to '{name}'");

    private static object? Field(object? target, string field)
    {
        if (target is IReadOnlyDictionary<object, object?> map)
        {
            return map.TryGetValue(field, out var value) ? value : throw new CelException($"no such key: {field}");
        }

        throw new CelException($"no such overload: {CelValues.TypeName(target)} has no field {field}");
    }

    private static object? Item(object? target, object? index) => (target, index) switch
    {
        (IReadOnlyList<object?> list, long at) => at >= 0 && at < list.Count ? list[(int)at] : throw new CelException($"index out of bounds: {at}"),
        (IReadOnlyDictionary<object, object?> map, { } key) => map.TryGetValue(key, out var value) ? value : throw new CelException($"no such key: {key}"),
        _ => throw new CelException($"no such overload: {CelValues.TypeName(target)}[{CelValues.TypeName(index)}]"),
    };

    /// <summary>&amp;&amp; and || are commutative in CEL: an error on one side does not matter when the other side decides.</summary>
    private bool Decide(CelCall call, bool decisive)
    {
        CelException? error = null;
        foreach (var argument in call.Arguments)
        {
            try
            {
                if (Truth(Evaluate(argument)) == decisive)
                {
                    return decisive;
                }
            }
            catch (CelException e)
            {
                error ??= e;
            }
        }

        return error is null ? !decisive : throw error;
    }

    private object Comprehend(CelComprehension comprehension)
    {
        var items = Evaluate(comprehension.Range) switch
        {
            IReadOnlyList<object?> list => list,
            IReadOnlyDictionary<object, object?> map => [.. map.Keys],
            var other => throw new CelException($"no such overload: {CelValues.TypeName(other)} is no list or map"),
        };
        return comprehension.Macro switch
        {
            "all" => Quantify(comprehension, items, decisive: false),
            "exists" => Quantify(comprehension, items, decisive: true),
            "exists_one" or "existsOne" => items.Count(item => Truth(With(comprehension.Variable, item, comprehension.Body))) == 1,
            "filter" => items.Where(item => Truth(With(comprehension.Variable, item, comprehension.Body))).ToList(),
            _ => items.Where(item => comprehension.Filter is null || Truth(With(comprehension.Variable, item, comprehension.Filter)))
                .Select(item => With(comprehension.Variable, item, comprehension.Body)).ToList(),
        };
    }

    private bool Quantify(CelComprehension comprehension, IReadOnlyList<object?> items, bool decisive)
    {
        CelException? error = null;
        foreach (var item in items)
        {
            try
            {
                if (Truth(With(comprehension.Variable, item, comprehension.Body)) == decisive)
                {
                    return decisive;
                }
            }
            catch (CelException e)
            {
                error ??= e;
            }
        }

        return error is null ? !decisive : throw error;
    }

    private object? With(string variable, object? value, CelNode body)
    {
        var had = _variables.TryGetValue(variable, out var before);
        _variables[variable] = value;
        try
        {
            return Evaluate(body);
        }
        finally
        {
            if (had)
            {
                _variables[variable] = before;
            }
            else
            {
                _variables.Remove(variable);
            }
        }
    }
}
