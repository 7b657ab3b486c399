using System.Text.Json.Nodes;

namespace RedisOperator.Chart.Tests;

/// <summary>What can be set, what it does, and what is refused.</summary>
public sealed class ValuesTests
{
    private static readonly string[] Flags = ["metrics.serviceMonitor.enabled", "metrics.prometheusRule.enabled", "metrics.dashboard.enabled"];

    private static readonly (string Value, string Named)[] Wrong =
    [
        ("replicaCuont=3", "replicaCuont"),
        ("image.tga=1.0", "tga"),
        ("metrics.serviceMonitor.enable=true", "enable"),
        ("resources.limit.memory=1Gi", "limit"),
        ("securityContext.readOnlyRootFileSystem=true", "readOnlyRootFileSystem"),
        ("tolerations[0].efect=NoSchedule", "efect"),
        ("logLevel=Verbose", "logLevel"),
        ("workers=0", "workers"),
        ("healthPort=http", "healthPort"),
        ("watchNodes=perhaps", "watchNodes"),
        ("watchNamespaces={Team_A}", "watchNamespaces"),
        ("podAntiAffinity=hard", "podAntiAffinity"),
        ("podDisruptionBudget.maxUnavailable=half", "maxUnavailable"),
        ("image.digest=latest", "digest"),
        ("selftest.timeout=soon", "timeout"),
    ];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Mistakes =>
        [.. Helm.Versions.SelectMany(version => Wrong.Select(wrong => (version.Data, wrong.Value, wrong.Named)))];

    public static TheoryData<string> Documented => [.. DocumentedValues.Paths];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_refused_by_its_name(string version, string value, string named)
    {
        using var helm = new Helm(version);

        var result = await helm.TryAsync(Now, "template", "r", Helm.Chart, "--set", value);

        result.ExitCode.ShouldNotBe(0, result.ToString());
        result.StandardError.ShouldContain(named, Case.Sensitive, result.ToString());
        result.StandardError.ShouldContain("schema", Case.Insensitive, result.ToString());
    }

    [Theory]
    [MemberData(nameof(Helm.Versions), MemberType = typeof(Helm))]
    public async Task All_documented_values_together_are_taken(string version)
    {
        using var helm = new Helm(version);

        // Two of them exclude each other, which has a sentence of its own.
        var manifests = Yaml.Documents(await helm.TemplateAsync(Now, "-f", DocumentedValues.OthersFile, "--set", "metrics.service.enabled=true", "--api-versions", "monitoring.coreos.com/v1"));

        manifests.Only("Deployment").Name().ShouldBe("our-redis-operator");
        manifests.Only("ServiceMonitor")["metadata"]!["labels"]!["release"]!.GetValue<string>().ShouldBe("prometheus");
        manifests.Only("PrometheusRule")["spec"]!["groups"]!.AsArray().ShouldNotBeEmpty();
        manifests.Only("ConfigMap")["data"]!["redis-operator.json"]!.GetValue<string>().ShouldStartWith("{");
        manifests.ShouldNotContain(manifest => manifest.Kind() == "CustomResourceDefinition");
    }

    [Theory]
    [MemberData(nameof(Documented))]
    public async Task A_documented_value_changes_something(string path)
    {
        using var helm = new Helm(Helm.Newest);
        var other = DocumentedValues.At(DocumentedValues.Others, path);
        other.ShouldNotBeNull($"{path} is not in {DocumentedValues.OthersFile}");
        JsonNode.DeepEquals(other, DocumentedValues.At(DocumentedValues.Defaults, path)).ShouldBeFalse($"{path} has its default in {DocumentedValues.OthersFile}");
        // What belongs to something that is off by default shows only when that is on; the monitor needs its Service.
        string[] around = path == "metrics.service.enabled" ? [] : [.. Flags.Where(flag => flag != path).SelectMany(flag => new[] { "--set", $"{flag}=true" })];

        var with = await helm.TemplateAsync(Now, [.. around, "--set-json", $"{path}={other.ToJsonString()}"]);

        with.ShouldNotBe(await helm.TemplateAsync(Now, around), $"{path} does nothing");
    }

    [Fact]
    public void Every_value_is_documented_and_in_the_schema_and_the_other_way_round()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Helm.Chart, "values.schema.json")))!.AsObject();
        var known = SchemaPaths(schema, schema, "").Where(path => path != "global").ToArray();

        DocumentedValues.Paths.ShouldNotBeEmpty();
        DocumentedValues.Paths.Except(known).ShouldBeEmpty("documented, and not in the schema");
        known.Where(path => DocumentedValues.At(DocumentedValues.Defaults, path) is null && !DocumentedValues.Paths.Any(documented => path.StartsWith(documented + ".", StringComparison.Ordinal)))
            .ShouldBeEmpty("in the schema, and not in values.yaml");
        Paths(DocumentedValues.Others, "").Where(path => !DocumentedValues.Paths.Any(documented => path == documented || path.StartsWith(documented + ".", StringComparison.Ordinal)))
            .ShouldBeEmpty($"in {DocumentedValues.OthersFile}, and not documented");
    }

    [Fact]
    public void Every_object_of_the_schema_refuses_what_it_does_not_know()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Helm.Chart, "values.schema.json")))!;

        Objects(schema, "#").Where(entry => entry.Node["properties"] is not null && entry.Node["additionalProperties"]?.GetValueKind() != System.Text.Json.JsonValueKind.False)
            .Select(entry => entry.Path).ShouldBeEmpty();
    }

    /// <summary>The paths of all properties, those of objects that are described further down included.</summary>
    private static IEnumerable<string> SchemaPaths(JsonObject root, JsonObject node, string prefix)
    {
        foreach (var (name, property) in node["properties"]?.AsObject() ?? [])
        {
            var described = property!["$ref"] is { } reference ? root["definitions"]![reference.GetValue<string>().Split('/')[^1]]! : property;
            yield return prefix + name;
            foreach (var below in SchemaPaths(root, described.AsObject(), prefix + name + "."))
            {
                yield return below;
            }
        }
    }

    private static IEnumerable<(string Path, JsonObject Node)> Objects(JsonNode? node, string path) => node switch
    {
        JsonObject members => members.SelectMany(member => Objects(member.Value, $"{path}/{member.Key}")).Prepend((path, members)),
        JsonArray items => items.SelectMany((item, index) => Objects(item, $"{path}/{index}")),
        _ => [],
    };

    private static IEnumerable<string> Paths(JsonObject values, string prefix) => values.SelectMany(member =>
        member.Value is JsonObject below && !DocumentedValues.Paths.Contains(prefix + member.Key) ? Paths(below, prefix + member.Key + ".") : [prefix + member.Key]);
}
