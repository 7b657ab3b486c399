using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Kubernetes.Generation;

namespace RedisOperator.Operator.Tests.Resources;

/// <summary>What an API server needs of the definition, and what a reader of it does.</summary>
public sealed class CrdTests
{
    private static readonly V1CustomResourceDefinition Definition = CrdGenerator.Generate(typeof(RedisReplicationGroup), EntitiesJson.Options);
    private static readonly V1CustomResourceDefinitionVersion Version = Definition.Spec.Versions.Single();
    private static readonly V1JSONSchemaProps Root = Version.Schema!.OpenAPIV3Schema!;

    [Fact]
    public void The_kind_is_found_by_its_names()
    {
        Definition.Metadata.Name.ShouldBe("redisreplicationgroups.redisoperator.io");
        Definition.Spec.Names.ShortNames.ShouldBe(["redisgroup", "redisgroups", "rrg"]);
        Definition.Spec.Names.Categories.ShouldBe(["all"]);
        Version.Subresources!.Status.ShouldNotBeNull();
        Version.Subresources.Scale!.SpecReplicasPath.ShouldBe(".spec.replicas");
    }

    [Fact]
    public void The_columns_are_in_the_order_people_read_them()
    {
        Version.AdditionalPrinterColumns!.Select(column => column.Name)
            .ShouldBe(["Status", "Master", "Ready", "Sentinels", "VIP", "Failovers", "Age", "Image", "Last Switch"]);
        Version.AdditionalPrinterColumns!.Where(column => column.Priority == 1).Select(column => column.Name).ShouldBe(["Image", "Last Switch"]);
    }

    [Fact]
    public void Every_column_and_scale_path_leads_to_a_field()
    {
        var scale = Version.Subresources!.Scale!;
        var paths = Version.AdditionalPrinterColumns!.Select(column => column.JsonPath).Append(scale.SpecReplicasPath).Append(scale.StatusReplicasPath)
            .Append(scale.LabelSelectorPath!)
            .Where(path => !path.StartsWith(".metadata."));

        foreach (var path in paths)
        {
            At(path).ShouldNotBeNull(path);
        }
    }

    [Fact]
    public void Only_the_image_has_to_be_said()
    {
        Root.Required.ShouldBe(["spec"]);
        At(".spec")!.Required.ShouldBe(["image"]);
        At(".spec.replicas")!.DefaultProperty!.ToJsonString().ShouldBe("3");
        At(".spec.sentinel")!.DefaultProperty!.ToJsonString().ShouldBe("{}");
        At(".spec.sentinel.downAfter")!.DefaultProperty!.ToJsonString().ShouldBe("\"5s\"");
        At(".spec.sentinel.quorum")!.DefaultProperty.ShouldBeNull();
        At(".spec.vip.service.routing")!.DefaultProperty!.ToJsonString().ShouldBe("\"Direct\"");
        All(".status", At(".status")!).ShouldAllBe(field => field.Schema.DefaultProperty == null);
    }

    [Fact]
    public void Every_field_of_ours_is_described()
    {
        foreach (var (path, schema) in All("", Root).Where(field => IsOurs(field.Path) && field.Path.Length > 0 && !field.Path.StartsWith(".metadata")))
        {
            schema.Description.ShouldNotBeNullOrWhiteSpace(path);
            schema.Description!.ShouldEndWith(".", Case.Sensitive, path);
        }
    }

    [Fact]
    public void A_default_is_one_of_the_values_and_within_the_bounds()
    {
        foreach (var (path, schema) in All("", Root).Where(field => field.Schema.DefaultProperty is not null))
        {
            var value = schema.DefaultProperty!.ToJsonString();
            (schema.EnumProperty is null || schema.EnumProperty.Any(allowed => allowed.ToJsonString() == value)).ShouldBeTrue(path);
            (schema.Minimum is not { } minimum || double.Parse(value) >= minimum).ShouldBeTrue(path);
            (schema.Maximum is not { } maximum || double.Parse(value) <= maximum).ShouldBeTrue(path);
            (schema.Type != "object" || schema.Required is null).ShouldBeTrue($"{path}: an empty object would be refused");
        }
    }

    [Fact]
    public void Every_refusal_names_the_field_it_is_about_and_is_one_line()
    {
        foreach (var (path, schema) in All("", Root))
        {
            foreach (var rule in schema.XKubernetesValidations ?? [])
            {
                rule.Message.ShouldNotBeNull(rule.Rule);
                rule.Message.ShouldNotContain("\n");
                rule.Message.Length.ShouldBeLessThan(2048);
                var named = path is "" ? "metadata.name" : path[1..];
                rule.Message.ShouldStartWith(named, Case.Sensitive, rule.Rule);
            }
        }
    }

    /// <summary>An API server estimates what a rule may cost at most, and refuses a definition whose rules look at something without bounds.</summary>
    [Fact]
    public void What_a_rule_looks_at_has_bounds()
    {
        foreach (var (path, schema) in All("", Root).Where(field => field.Schema.XKubernetesValidations is not null))
        {
            (schema.Type != "string" || schema.MaxLength is not null || schema.EnumProperty is not null).ShouldBeTrue(path);
            (schema.AdditionalProperties is null || schema.MaxProperties is not null).ShouldBeTrue(path);
            (schema.Items is null || schema.MaxItems is not null).ShouldBeTrue(path);
        }
    }

    [Fact]
    public void A_node_is_either_typed_or_a_number_or_text()
    {
        All("", Root).ShouldAllBe(field => field.Schema.Type != null || field.Schema.XKubernetesIntOrString == true);
    }

    [Fact]
    public void Conditions_are_merged_by_their_type()
    {
        var conditions = At(".status.conditions")!;

        (conditions.XKubernetesListType, conditions.XKubernetesListMapKeys!.Single()).ShouldBe(("map", "type"));
        conditions.Items!.Required.ShouldBe(["status", "type"]);
    }

    // What comes from the API's own types (a pod's affinity) is described by the API.
    private static bool IsOurs(string path) =>
        !path.Contains('*')
        && !path.StartsWith(".spec.podTemplate.affinity.")
        && !path.Contains(".resources.");

    private static V1JSONSchemaProps? At(string path) =>
        path.Split('.', StringSplitOptions.RemoveEmptyEntries).Aggregate((V1JSONSchemaProps?)Root, (at, name) => at?.Properties?.TryGetValue(name, out var next) == true ? next : null);

    private static IEnumerable<(string Path, V1JSONSchemaProps Schema)> All(string path, V1JSONSchemaProps schema)
    {
        yield return (path, schema);
        var children = (schema.Properties ?? new Dictionary<string, V1JSONSchemaProps>()).Select(pair => (Path: $"{path}.{pair.Key}", Schema: pair.Value));
        foreach (var inner in new[] { schema.Items, schema.AdditionalProperties })
        {
            children = inner is null ? children : children.Append((Path: path + ".*", Schema: inner));
        }

        foreach (var found in children.SelectMany(child => All(child.Path, child.Schema)))
        {
            yield return found;
        }
    }
}
