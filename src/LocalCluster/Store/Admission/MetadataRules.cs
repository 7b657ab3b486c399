using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RedisOperator.LocalCluster.Store.Admission;

/// <summary>Rules for labels and annotations, the same for every kind.</summary>
internal static partial class MetadataRules
{
    private const string ValueHelp =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    public static void Check(JsonObject obj, List<FieldProblem> problems)
    {
        CheckStrings(obj, "labels", problems);
        CheckStrings(obj, "annotations", problems);
        foreach (var (name, value) in obj.At("metadata", "labels") as JsonObject ?? [])
        {
            if (value is JsonValue text && text.TryGetValue<string>(out var label) && (label.Length > 63 || !LabelValue().IsMatch(label)))
            {
                problems.Add(FieldProblem.Invalid("metadata.labels", value, ValueHelp));
            }
        }
    }

    private static void CheckStrings(JsonObject obj, string member, List<FieldProblem> problems)
    {
        foreach (var (name, value) in obj.At("metadata", member) as JsonObject ?? [])
        {
            if (value is not JsonValue text || !text.TryGetValue<string>(out _))
            {
                problems.Add(FieldProblem.Invalid($"metadata.{member}.{name}", value, "must be a string"));
            }
        }
    }

    [GeneratedRegex(@"\A(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LabelValue();
}
