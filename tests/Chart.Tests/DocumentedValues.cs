using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RedisOperator.Chart.Tests;

/// <summary>The values as the chart's README lists them, and another than the default for each of them.</summary>
internal static partial class DocumentedValues
{
    public static IReadOnlyList<string> Paths { get; } =
        [.. Row().Matches(File.ReadAllText(Path.Combine(Helm.Chart, "README.md"))).Select(match => match.Groups["path"].Value)];

    public static JsonObject Defaults { get; } = Yaml.Read(Path.Combine(Helm.Chart, "values.yaml"));

    public static string OthersFile { get; } = Path.Combine(RepositoryPaths.Root, "tests", "Chart.Tests", "everything.yaml");

    public static JsonObject Others { get; } = Yaml.Read(OthersFile);

    /// <summary>What stands at a path with dots, whether null or nothing.</summary>
    public static JsonNode? At(JsonObject values, string path) => path.Split('.').Aggregate((JsonNode?)values, (node, key) => node?[key]);

    [GeneratedRegex(@"^\| `(?<path>[A-Za-z.]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();
}
