using k8s.Models;

namespace RedisOperator.Kubernetes.Generation;

/// <summary>Schemas of the types that are one value on the wire.</summary>
internal static class ScalarSchemas
{
    private const string Quantity =
        "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$";

    /// <summary>A new schema each time, because the caller adds to it; null for a type with members or items.</summary>
    public static V1JSONSchemaProps? Of(Type type) =>
        type switch
        {
            _ when type == typeof(string) => new() { Type = "string" },
            _ when type == typeof(bool) => new() { Type = "boolean" },
            _ when type == typeof(int) => new() { Type = "integer", Format = "int32" },
            _ when type == typeof(long) => new() { Type = "integer", Format = "int64" },
            _ when type == typeof(double) => new() { Type = "number", Format = "double" },
            _ when type == typeof(DateTimeOffset) => new() { Type = "string", Format = "date-time" },
            _ when type == typeof(IntOrString) => NumberOrText(),
            _ when type == typeof(ResourceQuantity) => NumberOrText(Quantity),
            _ => null,
        };

    private static V1JSONSchemaProps NumberOrText(string? pattern = null) =>
        new()
        {
            AnyOf = [new() { Type = "integer" }, new() { Type = "string" }],
            Pattern = pattern,
            XKubernetesIntOrString = true,
        };
}
