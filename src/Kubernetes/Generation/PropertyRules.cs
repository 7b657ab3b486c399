using System.Reflection;
using System.Text.Json.Nodes;
using k8s.Models;
using KubeOps.Abstractions.Entities.Attributes;

namespace RedisOperator.Kubernetes.Generation;

/// <summary>What a property's attributes add to its schema.</summary>
internal static class PropertyRules
{
    public static void Apply(V1JSONSchemaProps schema, ICustomAttributeProvider property)
    {
        var ofStrings = schema.AdditionalProperties ?? schema.Items ?? schema;
        foreach (var attribute in property.GetCustomAttributes(inherit: true))
        {
            switch (attribute)
            {
                case DescriptionAttribute description:
                    schema.Description = description.Description;
                    break;
                case PatternAttribute pattern:
                    ofStrings.Pattern = pattern.RegexPattern;
                    break;
                case LengthAttribute length:
                    ofStrings.MinLength = Bound(length.MinLength);
                    ofStrings.MaxLength = Bound(length.MaxLength);
                    break;
                case ItemsAttribute items:
                    Count(schema, Bound(items.MinItems), Bound(items.MaxItems));
                    break;
                case RangeMinimumAttribute minimum:
                    schema.Minimum = minimum.Minimum;
                    break;
                case RangeMaximumAttribute maximum:
                    schema.Maximum = maximum.Maximum;
                    break;
                case EnumValuesAttribute values:
                    schema.EnumProperty = [.. values.Values.Select(value => (JsonNode)JsonValue.Create(value))];
                    break;
                case XListTypeAttribute list:
                    schema.XKubernetesListType = list.ListType;
                    break;
                case XListMapKeysAttribute keys:
                    schema.XKubernetesListMapKeys = [.. keys.Keys];
                    break;
            }
        }

        var rules = Validations(property.GetCustomAttributes(typeof(ValidationRuleAttribute), inherit: true).Cast<ValidationRuleAttribute>());
        if (rules is not null)
        {
            schema.XKubernetesValidations = [.. schema.XKubernetesValidations ?? [], .. rules];
        }
    }

    public static IList<V1ValidationRule>? Validations(IEnumerable<ValidationRuleAttribute> rules)
    {
        V1ValidationRule[] found = [.. rules.Select(rule => new V1ValidationRule { Rule = rule.Rule, Message = rule.Message })];
        return found.Length == 0 ? null : found;
    }

    private static void Count(V1JSONSchemaProps schema, long? minimum, long? maximum)
    {
        if (schema.AdditionalProperties is null)
        {
            (schema.MinItems, schema.MaxItems) = (minimum, maximum);
        }
        else
        {
            (schema.MinProperties, schema.MaxProperties) = (minimum, maximum);
        }
    }

    // A bound of zero from below says nothing.
    private static long? Bound(long value) => value > 0 ? value : null;
}
