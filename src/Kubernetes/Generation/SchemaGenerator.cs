using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using k8s.Models;
using KubeOps.Abstractions.Entities.Attributes;

namespace RedisOperator.Kubernetes.Generation;

/// <summary>
/// Structural schemas of classes. A property that may be null is optional. One that may not is optional too when a new object has a value in it, and that value
/// is its default; when a new object has nothing there (an empty string, zero, an empty list) it is required.
/// </summary>
internal sealed class SchemaGenerator(JsonSerializerOptions options)
{
    private const long LongestName = 253;

    /// <summary>The schema of a whole object. Metadata is the API server's, and a status has no defaults: what nobody wrote is not there.</summary>
    public V1JSONSchemaProps Root(Type entity)
    {
        var schema = Object(options.GetTypeInfo(entity));
        schema.Properties!["apiVersion"] = new() { Type = "string", Description = "The version of the schema of this object." };
        schema.Properties["kind"] = new() { Type = "string", Description = "The kind of this object." };
        schema.Properties["metadata"] = new()
        {
            Type = "object",
            // The only members that a definition may speak of; a rule about the name needs a bound for its cost, and this one is the API's own.
            Properties = new SortedDictionary<string, V1JSONSchemaProps>(StringComparer.Ordinal)
            {
                ["generateName"] = new() { Type = "string", MaxLength = LongestName },
                ["name"] = new() { Type = "string", MaxLength = LongestName },
            },
        };
        schema.Properties["status"].DefaultProperty = null;
        schema.Required = ["spec"];
        return schema;
    }

    private V1JSONSchemaProps Of(Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (ScalarSchemas.Of(type) is { } scalar)
        {
            return scalar;
        }

        var info = options.GetTypeInfo(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => Object(info),
            JsonTypeInfoKind.Enumerable => new() { Type = "array", Items = Of(info.ElementType!) },
            JsonTypeInfoKind.Dictionary => new() { Type = "object", AdditionalProperties = Of(info.ElementType!) },
            _ => throw new NotSupportedException($"No schema is known for {type}"),
        };
    }

    private V1JSONSchemaProps Object(JsonTypeInfo info)
    {
        var fresh = info.CreateObject?.Invoke();
        var properties = new SortedDictionary<string, V1JSONSchemaProps>(StringComparer.Ordinal);
        var required = new List<string>();
        foreach (var property in info.Properties.Where(property => property.Get is not null))
        {
            var schema = Property(property);
            properties[property.Name] = schema;
            if (!property.IsGetNullable && !TrySetDefault(schema, property, fresh))
            {
                required.Add(property.Name);
            }
        }

        required.Sort(StringComparer.Ordinal);
        return new()
        {
            Type = "object",
            Description = info.Type.GetCustomAttribute<DescriptionAttribute>()?.Description,
            XKubernetesValidations = PropertyRules.Validations(info.Type.GetCustomAttributes<ValidationRuleAttribute>()),
            Properties = properties,
            Required = required.Count == 0 ? null : required,
        };
    }

    private V1JSONSchemaProps Property(JsonPropertyInfo property)
    {
        var schema = Of(property.PropertyType);
        if (property.AttributeProvider is { } attributes)
        {
            PropertyRules.Apply(schema, attributes);
        }

        return schema;
    }

    private bool TrySetDefault(V1JSONSchemaProps schema, JsonPropertyInfo property, object? fresh)
    {
        if (fresh is null || property.Get!(fresh) is not { } value)
        {
            return false;
        }

        var node = JsonSerializer.SerializeToNode(value, options.GetTypeInfo(property.PropertyType));
        if (schema.Type == "object" && schema.Properties is not null)
        {
            // The members' own defaults fill the empty object in, if it may be empty.
            schema.DefaultProperty = schema.Required is null ? new JsonObject() : null;
        }
        else
        {
            schema.DefaultProperty = SaysNothing(node) ? null : node;
        }

        return schema.DefaultProperty is not null;
    }

    private static bool SaysNothing(JsonNode? node) =>
        node switch
        {
            null => true,
            JsonArray array => array.Count == 0,
            JsonObject members => members.Count == 0,
            _ => node.ToJsonString() is "\"\"" or "0" or "false",
        };
}
