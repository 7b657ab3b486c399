using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace RedisOperator.LocalCluster.Api.Serving;

/// <summary>YAML, of which JSON is a part, as JSON. Plain scalars get YAML 1.2's types; anchors are followed.</summary>
internal static class YamlBody
{
    public static JsonObject Parse(byte[] bytes)
    {
        if (TryJson(bytes) is { } json)
        {
            return json;
        }

        try
        {
            var stream = new YamlStream();
            using var reader = new StreamReader(new MemoryStream(bytes));
            stream.Load(reader);
            return Bodies.AsObject(stream.Documents.Count == 0 ? null : Convert(stream.Documents[0].RootNode));
        }
        catch (YamlException e)
        {
            throw StatusException.BadRequest($"error decoding YAML: {e.Message}");
        }
    }

    public static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value ?? "", Convert(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => null,
    };

    private static JsonObject? TryJson(byte[] bytes)
    {
        var first = Array.Find(bytes, b => !char.IsWhiteSpace((char)b));
        if (first != (byte)'{')
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(bytes) as JsonObject;
        }
        catch (JsonException)
        {
            // A flow mapping of YAML also starts with a brace.
            return null;
        }
    }

    private static JsonValue? Plain(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => JsonValue.Create(true),
        "false" or "False" or "FALSE" => JsonValue.Create(false),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ when LooksNumeric(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) => JsonValue.Create(real),
        _ => JsonValue.Create(text),
    };

    private static bool LooksNumeric(string text) => char.IsAsciiDigit(text[0]) || (text.Length > 1 && text[0] is '-' or '+' or '.' && char.IsAsciiDigit(text[1]));
}
