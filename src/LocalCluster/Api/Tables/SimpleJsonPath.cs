using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Tables;

/// <summary>The JSONPath of printer columns: .a.b, ['a.b'], [0], [*], and [?(@.type=="Ready")] for conditions.</summary>
internal sealed partial class SimpleJsonPath
{
    private readonly List<Func<JsonNode, IEnumerable<JsonNode?>>> _steps = [];

    public static SimpleJsonPath Parse(string text)
    {
        var path = new SimpleJsonPath();
        foreach (Match match in Step().Matches(text.Trim('{', '}')))
        {
            path._steps.Add(Read(match));
        }

        return path;
    }

    public IReadOnlyList<JsonNode> Read(JsonNode root)
    {
        IEnumerable<JsonNode> found = [root];
        foreach (var step in _steps)
        {
            found = found.SelectMany(step).OfType<JsonNode>();
        }

        return [.. found];
    }

    private static Func<JsonNode, IEnumerable<JsonNode?>> Read(Match match)
    {
        if (match.Groups["field"].Success)
        {
            var field = match.Groups["field"].Value.Replace("\\.", ".", StringComparison.Ordinal);
            return node => [(node as JsonObject)?[field]];
        }

        if (match.Groups["quoted"].Success)
        {
            var field = match.Groups["quoted"].Value;
            return node => [(node as JsonObject)?[field]];
        }

        if (match.Groups["index"].Success)
        {
            var index = int.Parse(match.Groups["index"].Value, CultureInfo.InvariantCulture);
            return node => [(node as JsonArray)?.ElementAtOrDefault(index)];
        }

        if (match.Groups["key"].Success)
        {
            var path = match.Groups["key"].Value.Split('.');
            var value = match.Groups["value"].Value;
            return node => (node as JsonArray ?? []).Where(item => item.At(path)?.ToString() == value);
        }

        return node => node is JsonArray items ? items : (node as JsonObject ?? []).Select(member => member.Value);
    }

    [GeneratedRegex(
        """\.(?<field>([A-Za-z0-9_$/-]|\\\.)+)|\['(?<quoted>[^']+)'\]|\[(?<index>\d+)\]|\[\?\(\s*@\.(?<key>[A-Za-z0-9_.]+)\s*==\s*["'](?<value>[^"']*)["']\s*\)\]|(?<all>\[\*\]|\.\*)""",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Step();
}
