using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RedisOperator.Chart.Tests;

/// <summary>config/samples: each is accepted by an API server that has the CRD, and the production one shows every field.</summary>
public sealed partial class SampleTests
{
    private static readonly string Folder = Path.Combine(RepositoryPaths.Config, "samples");

    private static readonly string[] AsInAPod = ["resources", "affinity", "tolerations", "topologySpreadConstraints", "imagePullSecrets"];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private static string Production => File.ReadAllText(Path.Combine(Folder, "production.yaml"));

    [Fact]
    public async Task Every_sample_is_accepted_also_with_what_is_switched_off_in_it()
    {
        await using var cluster = await LocalClusterProcess.UpAsync([], nodes: 1, cancellationToken: Now);
        var kubectl = cluster.Kubectl("default");
        await kubectl.RunAsync(Now, "apply", "-k", Path.Combine(RepositoryPaths.Config, "crd"));
        await kubectl.RunAsync(Now, "wait", "--for=condition=Established", "--timeout=30s", "crd/redisreplicationgroups.redisoperator.io");

        foreach (var file in Directory.EnumerateFiles(Folder, "*.yaml").Where(file => Path.GetFileName(file) != "kustomization.yaml"))
        {
            (await kubectl.RunAsync(Now, "apply", "--dry-run=server", "-f", file)).ShouldContain("created (server dry run)", customMessage: file);
            (await (kubectl.Command("apply", "--dry-run=server", "-f", "-") with { Input = SwitchedOn(File.ReadAllText(file)) }).OutputAsync(cancellationToken: Now)).ShouldContain("created (server dry run)", customMessage: file);
        }

        var all = await kubectl.RunAsync(Now, "apply", "--dry-run=server", "-k", Folder);
        all.Split('\n').Length.ShouldBe(Directory.EnumerateFiles(Folder, "*.yaml").Count() - 1, $"a sample is not in its kustomization: {all}");
    }

    [Fact]
    public void The_production_sample_has_every_field_of_the_spec_and_no_other()
    {
        var crd = Yaml.Read(Path.Combine(RepositoryPaths.Config, "crd", "redisoperator.io_redisreplicationgroups.yaml"));
        var schema = crd["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["properties"]!["spec"]!.AsObject();
        var spec = Yaml.Documents(SwitchedOn(Production)).ShouldHaveSingleItem()["spec"]!.AsObject();

        Fields(schema, "spec").Where(path => !Has(spec, path)).ShouldBeEmpty("fields that production.yaml does not show");
    }

    [Fact]
    public void Every_field_of_the_production_sample_has_a_comment_or_stands_under_one_that_speaks_for_it()
    {
        var lines = Production.Split('\n');
        var fields = lines.Index().Where(line => line.Item.StartsWith("  ", StringComparison.Ordinal) && Field().IsMatch(line.Item)).ToArray();

        fields.Length.ShouldBeGreaterThan(30);
        // Right above it, or above the field before it: two fields may share a sentence.
        fields.Where(line => !Near(lines, line.Index)).Select(line => $"line {line.Index + 1}: {line.Item}").ShouldBeEmpty();
    }

    private static bool Near(string[] lines, int index)
    {
        var indent = Indent(lines[index]);
        for (var above = index - 1; above >= 0 && index - above <= 14; above--)
        {
            if (lines[above].TrimStart().StartsWith("# ", StringComparison.Ordinal) && Indent(lines[above]) <= indent)
            {
                return true;
            }
        }

        return false;
    }

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    /// <summary>A # without a space behind it switches a line off; a comment has the space.</summary>
    private static string SwitchedOn(string yaml) => Off().Replace(yaml, "${indent}");

    private static IEnumerable<string> Fields(JsonObject schema, string path)
    {
        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            yield return $"{path}.{name}";
            foreach (var below in AsInAPod.Contains(name) ? [] : Fields(property!.AsObject(), $"{path}.{name}"))
            {
                yield return below;
            }
        }
    }

    private static bool Has(JsonObject spec, string path) => path.Split('.').Skip(1).Aggregate((JsonNode?)spec, (node, key) => node?[key]) is not null;

    [GeneratedRegex(@"^(?<indent> *)#(?=[^ #\n])", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Off();

    [GeneratedRegex(@"^ *#?[A-Za-z-]+:", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Field();
}
