using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RedisOperator.LocalCluster.Schema.Cel;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Schema;

/// <summary>Bounds, lengths, patterns and formats.</summary>
internal static class ScalarChecks
{
    public static void Check(SchemaNode schema, JsonValue value, string path, List<FieldProblem> problems)
    {
        if (value.GetValueKind() == JsonValueKind.Number)
        {
            CheckNumber(schema, value, path, problems);
        }
        else if (value.TryGetValue<string>(out var text))
        {
            CheckText(schema, text, value, path, problems);
        }
    }

    private static void CheckNumber(SchemaNode schema, JsonValue value, string path, List<FieldProblem> problems)
    {
        var number = (double)value.GetValue<decimal>();
        if (Number(schema, "minimum") is { } least)
        {
            var excluded = schema.Json.Flag("exclusiveMinimum") == true;
            if (excluded ? number <= least : number < least)
            {
                problems.Add(FieldProblem.Invalid(path, value, $"{path} in body should be greater than {(excluded ? "" : "or equal to ")}{least}"));
            }
        }

        if (Number(schema, "maximum") is { } most)
        {
            var excluded = schema.Json.Flag("exclusiveMaximum") == true;
            if (excluded ? number >= most : number > most)
            {
                problems.Add(FieldProblem.Invalid(path, value, $"{path} in body should be less than {(excluded ? "" : "or equal to ")}{most}"));
            }
        }

        if (Number(schema, "multipleOf") is { } step && step != 0 && !double.IsInteger(number / step))
        {
            problems.Add(FieldProblem.Invalid(path, value, $"{path} in body should be a multiple of {step}"));
        }
    }

    private static void CheckText(SchemaNode schema, string text, JsonValue value, string path, List<FieldProblem> problems)
    {
        if (schema.Json.Integer("maxLength") is { } most && text.EnumerateRunes().Count() > most)
        {
            problems.Add(FieldProblem.TooLong(path, $"may not be more than {most} bytes"));
        }

        if (schema.Json.Integer("minLength") is { } least && text.EnumerateRunes().Count() < least)
        {
            problems.Add(FieldProblem.Invalid(path, value, $"{path} in body should be at least {least} chars long"));
        }

        if (schema.Pattern is { } pattern && !Matches(pattern, text))
        {
            problems.Add(FieldProblem.Invalid(path, value, $"{path} in body should match '{schema.Json.Text("pattern")}'"));
        }

        if (!FitsFormat(schema.Format, text))
        {
            problems.Add(FieldProblem.Invalid(path, value, $"{path} in body must be of type {schema.Format}: \"{text}\""));
        }
    }

    private static bool Matches(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static bool FitsFormat(string format, string text) => format switch
    {
        "date-time" or "datetime" => Timestamps.Parse(text) is not null,
        "duration" => GoDuration.TryParse(text, out _),
        "ipv4" => IPAddress.TryParse(text, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork,
        "ipv6" => IPAddress.TryParse(text, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6,
        "cidr" => IPNetwork.TryParse(text, out _),
        "uuid" => Guid.TryParse(text, out _),
        _ => true,
    };

    private static double? Number(SchemaNode schema, string name) =>
        schema.Json[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? (double)value.GetValue<decimal>() : null;
}
