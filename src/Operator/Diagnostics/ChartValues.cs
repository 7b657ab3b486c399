using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace RedisOperator.Operator.Diagnostics;

/// <summary>
/// What a chart's values.yaml says about itself: the comment "# -- …" above a value describes it, and all below it. A value without a description,
/// of its own or of one above it, is a mistake.
/// </summary>
public static class ChartValues
{
    private const string Mark = "# -- ";

    /// <summary>One value: its path with dots, its default as one line of YAML, and what it is.</summary>
    public sealed record Row(string Path, string Default, string Description);

    /// <exception cref="FormatException">A value has no description; the message names it and its line.</exception>
    public static IReadOnlyList<Row> Rows(string valuesYaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(valuesYaml));
        var rows = new List<Row>();
        Collect((YamlMappingNode)stream.Documents[0].RootNode, "", valuesYaml.Split('\n'), rows);
        return rows;
    }

    /// <summary>The rows as a table in Markdown.</summary>
    public static string Table(string valuesYaml)
    {
        var table = new StringBuilder("| value | default | what it is |\n|---|---|---|\n");
        foreach (var row in Rows(valuesYaml))
        {
            table.Append($"| `{row.Path}` | `{Cell(row.Default)}` | {Cell(row.Description)} |\n");
        }

        return table.ToString();
    }

    private static void Collect(YamlMappingNode mapping, string prefix, string[] lines, List<Row> rows)
    {
        foreach (var (key, value) in mapping.Children)
        {
            var path = prefix + ((YamlScalarNode)key).Value;
            if (Described(lines, (int)key.Start.Line - 1) is { } description)
            {
                rows.Add(new Row(path, Inline(value), description));
            }
            else if (value is YamlMappingNode { Children.Count: > 0 } below)
            {
                Collect(below, path + ".", lines, rows);
            }
            else
            {
                throw new FormatException($"values.yaml, line {key.Start.Line}: {path} has no comment that begins with '{Mark}' above it");
            }
        }
    }

    /// <summary>The comment right above a line, from its mark on; null when there is none.</summary>
    private static string? Described(string[] lines, int line)
    {
        var comment = new List<string>();
        for (var above = line - 1; above >= 0 && lines[above].TrimStart() is ['#', ..] text; above--)
        {
            if (text.StartsWith(Mark, StringComparison.Ordinal))
            {
                comment.Insert(0, text[Mark.Length..].Trim());
                return string.Join(' ', comment);
            }

            comment.Insert(0, text.TrimStart('#').Trim());
        }

        return null;
    }

    private static string Inline(YamlNode node) => node switch
    {
        YamlMappingNode mapping => "{" + string.Join(", ", mapping.Children.Select(pair => $"{Inline(pair.Key)}: {Inline(pair.Value)}")) + "}",
        YamlSequenceNode list => "[" + string.Join(", ", list.Children.Select(Inline)) + "]",
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => scalar.Value ?? "",
        YamlScalarNode quoted => $"\"{quoted.Value}\"",
        _ => throw new FormatException($"values.yaml, line {node.Start.Line}: neither a value nor a list nor a mapping"),
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
