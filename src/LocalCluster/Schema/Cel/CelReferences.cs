namespace RedisOperator.LocalCluster.Schema.Cel;

/// <summary>
/// Finds names that a rule uses and that do not exist: undeclared variables, and fields that the schema does not have.
/// Not a type checker: what a function returns is taken for anything.
/// </summary>
internal static class CelReferences
{
    /// <summary>Throws <see cref="CelException"/> for the first.</summary>
    public static void Check(CelNode expression, SchemaNode self) =>
        Visit(expression, new Dictionary<string, SchemaNode?> { ["self"] = self, ["oldSelf"] = self });

    /// <summary>Returns the schema of the value, where it is known.</summary>
    private static SchemaNode? Visit(CelNode node, IReadOnlyDictionary<string, SchemaNode?> scope)
    {
        switch (node)
        {
            case CelIdentifier identifier:
                return scope.TryGetValue(identifier.Name, out var schema) ? schema : throw new CelException($"undeclared reference to '{identifier.Name}' (in container '')");
            case CelSelect select:
                return Field(Visit(select.Target, scope), select.Field);
            case CelHas has:
                Field(Visit(has.Target, scope), has.Field);
                return null;
            case CelIndex index:
                Visit(index.Index, scope);
                return Visit(index.Target, scope) is { } indexed ? indexed.Items ?? indexed.Additional : null;
            case CelComprehension comprehension:
                return Comprehension(comprehension, scope);
            default:
                foreach (var child in node.Children)
                {
                    Visit(child, scope);
                }

                return null;
        }
    }

    private static SchemaNode? Comprehension(CelComprehension comprehension, IReadOnlyDictionary<string, SchemaNode?> scope)
    {
        var range = Visit(comprehension.Range, scope);

        // Over a map the variable is a key, of which nothing is known.
        var inner = new Dictionary<string, SchemaNode?>(scope) { [comprehension.Variable] = range?.Items };
        if (comprehension.Filter is not null)
        {
            Visit(comprehension.Filter, inner);
        }

        Visit(comprehension.Body, inner);
        return comprehension.Macro == "filter" ? range : null;
    }

    private static SchemaNode? Field(SchemaNode? schema, string field)
    {
        if (schema is null || schema.Type is not "object")
        {
            return null;
        }

        if ((schema.IsRoot || schema.IsEmbeddedResource) && SchemaNode.IsObjectMeta(field))
        {
            // Always there, whatever little the schema says about it.
            return null;
        }

        if (schema.Properties.FirstOrDefault(property => CelValues.Escape(property.Key) == field).Value is { } known)
        {
            return known;
        }

        if (schema.Additional is not null || schema.AllowsAdditional)
        {
            return schema.Additional;
        }

        throw new CelException($"undefined field '{field}'");
    }
}
