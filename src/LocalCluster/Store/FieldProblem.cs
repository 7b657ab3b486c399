using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Store;

/// <summary>What is wrong with one field. <paramref name="Reason"/> is the API's cause name (FieldValueInvalid, …), <paramref name="Detail"/> the text after the field's path.</summary>
public sealed record FieldProblem(string Field, string Reason, string Detail)
{
    public static FieldProblem Invalid(string field, string value, string detail) =>
        new(field, "FieldValueInvalid", $"Invalid value: {value}: {detail}");

    public static FieldProblem Invalid(string field, JsonNode? value, string detail) => Invalid(field, Shown(value), detail);

    public static FieldProblem Required(string field, string detail = "") =>
        new(field, "FieldValueRequired", detail.Length == 0 ? "Required value" : $"Required value: {detail}");

    public static FieldProblem Unsupported(string field, JsonNode? value, IEnumerable<string> supported) =>
        new(field, "FieldValueNotSupported", $"Unsupported value: {Shown(value)}: supported values: {string.Join(", ", supported.Select(s => $"\"{s}\""))}");

    public static FieldProblem Forbidden(string field, string detail) => new(field, "FieldValueForbidden", $"Forbidden: {detail}");

    public static FieldProblem Duplicate(string field, string value) => new(field, "FieldValueDuplicate", $"Duplicate value: {value}");

    public static FieldProblem TooMany(string field, int count, string detail) => new(field, "FieldValueTooMany", $"Too many: {count}: {detail}");

    public static FieldProblem TooLong(string field, string detail) => new(field, "FieldValueTooLong", $"Too long: {detail}");

    public static FieldProblem TypeInvalid(string field, string given, string wanted) =>
        new(field, "FieldValueTypeInvalid", $"Invalid value: \"{given}\": {field} in body must be of type {wanted}: \"{given}\"");

    public override string ToString() => $"{Field}: {Detail}";

    public JsonObject ToCause() => new() { ["reason"] = Reason, ["message"] = Detail, ["field"] = Field };

    private static string Shown(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "\"object\"",
        JsonArray => "\"array\"",
        _ => Canonical.Write(value),
    };
}
