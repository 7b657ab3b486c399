using System.Globalization;
using System.Text;
using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Kubernetes.Generation;

namespace RedisOperator.Operator.Diagnostics;

/// <summary>The page about the resource's fields, from the same schema that the API server enforces.</summary>
public static class CrdReference
{
    public static GeneratedFiles In(string directory) => new(directory, [("reference.md", Text())]);

    public static string Text()
    {
        var crd = CrdGenerator.Generate(typeof(RedisReplicationGroup), EntitiesJson.Options);
        var version = crd.Spec.Versions.Single();
        var schema = version.Schema!.OpenAPIV3Schema!;
        var page = new StringBuilder();
        page.Append("<!-- Written by `redis-operator manifests`; change the code it is made from, not this file. -->\n");
        page.Append(CultureInfo.InvariantCulture, $"# {crd.Spec.Names.Kind}\n\n");
        page.Append(CultureInfo.InvariantCulture, $"`{crd.Spec.Group}/{version.Name}`, {crd.Spec.Scope.ToLowerInvariant()}; `kubectl get {string.Join("`, `", [crd.Spec.Names.Plural, .. crd.Spec.Names.ShortNames ?? []])}`. ");
        page.Append("The same text is in `kubectl explain redisgroups.spec`. A field that is not listed is refused; one with a default may be left out.\n");
        foreach (var part in new[] { "spec", "status" })
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {part}\n\n{schema.Properties![part].Description}\n\n| field | type | default | what it says |\n|---|---|---|---|\n");
            Rows(page, part, schema.Properties[part]);
        }
        page.Append("\n## What is refused\n\nBeside types and bounds, with these sentences:\n\n");
        Refusals(page, "", schema);
        page.Append("\n## Columns of kubectl get\n\n| column | shown | what it says |\n|---|---|---|\n");
        foreach (var column in version.AdditionalPrinterColumns ?? [])
        {
            page.Append(CultureInfo.InvariantCulture, $"| {column.Name.ToUpperInvariant()} | {(column.Priority > 0 ? "with `-o wide`" : "always")} | {column.Description ?? column.JsonPath} |\n");
        }
        return page.ToString();
    }

    private static void Rows(StringBuilder page, string path, V1JSONSchemaProps parent)
    {
        foreach (var (name, field) in parent.Properties ?? new Dictionary<string, V1JSONSchemaProps>())
        {
            var own = $"{path}.{name}";
            var required = parent.Required?.Contains(name) == true ? "required" : field.DefaultProperty is { } value && value is not System.Text.Json.Nodes.JsonObject ? $"`{value.ToJsonString()}`" : "";
            page.Append(CultureInfo.InvariantCulture, $"| `{own}` | {TypeOf(field)} | {required} | {Cell(field)} |\n");
            Rows(page, own, field);
            if (field.Items is { Properties: not null } items)
            {
                Rows(page, own + "[]", items);
            }
        }
    }

    private static string TypeOf(V1JSONSchemaProps field) => field switch
    {
        { XKubernetesIntOrString: true } => "integer or string",
        { Type: "array", Items: { } items } => $"list of {TypeOf(items)}",
        { Type: "object", AdditionalProperties: { } values } => $"map to {TypeOf(values)}",
        { Format: { } format, Type: { } type } => $"{type} ({format})",
        _ => field.Type ?? "any",
    };

    private static string Cell(V1JSONSchemaProps field)
    {
        string?[] parts =
        [
            field.Description?.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal),
            field.EnumProperty is { Count: > 0 } values ? $"One of {string.Join(", ", values.Select(value => $"`{value}`"))}." : null,
            Range(field.Minimum, field.Maximum, ""),
            Range(field.MinLength, field.MaxLength, " characters"),
            Range(field.MinItems, field.MaxItems, " entries"),
        ];
        return string.Join(' ', parts.Where(part => !string.IsNullOrEmpty(part)));
    }

    private static string? Range(double? from, double? to, string unit) => (from, to) switch
    {
        (null, null) => null,
        ({ } low, null) => string.Create(CultureInfo.InvariantCulture, $"At least {low}{unit}."),
        (null, { } high) => string.Create(CultureInfo.InvariantCulture, $"At most {high}{unit}."),
        ({ } low, { } high) => string.Create(CultureInfo.InvariantCulture, $"{low} to {high}{unit}."),
    };

    private static void Refusals(StringBuilder page, string path, V1JSONSchemaProps schema)
    {
        foreach (var rule in schema.XKubernetesValidations ?? [])
        {
            page.Append(CultureInfo.InvariantCulture, $"* `{(path.Length == 0 ? "." : path)}`: {rule.Message ?? $"as worked out by `{rule.MessageExpression}`"}\n");
        }
        foreach (var (name, field) in schema.Properties ?? new Dictionary<string, V1JSONSchemaProps>())
        {
            Refusals(page, path.Length == 0 ? name : $"{path}.{name}", field);
        }
    }
}
