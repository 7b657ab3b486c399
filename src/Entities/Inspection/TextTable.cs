using System.Text;

namespace RedisOperator.Entities.Inspection;

/// <summary>Rows as aligned text, two spaces between columns, as kubectl prints them.</summary>
public static class TextTable
{
    private const int Gap = 2;

    /// <summary>Lines that end in a line feed; an empty cell is shown as "-".</summary>
    public static string Render(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string?>> rows)
    {
        List<IReadOnlyList<string?>> lines = [header, .. rows];
        var widths = Enumerable.Range(0, header.Count).Select(column => lines.Max(line => Cell(line, column).Length)).ToArray();
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            var cells = Enumerable.Range(0, header.Count).Select(column => Cell(line, column).PadRight(widths[column] + Gap));
            text.Append(string.Concat(cells).TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    private static string Cell(IReadOnlyList<string?> line, int column) => column < line.Count && line[column] is { Length: > 0 } cell ? cell : "-";
}
