using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RedisOperator.Entities;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace RedisOperator.Operator.Tests.Resources;

/// <summary>Reads YAML by a library that had no part in writing it.</summary>
internal static class YamlReader
{
    public static T Read<T>(string text) => (T)Documents(text).Single().Deserialize(EntitiesJson.Options.GetTypeInfo(typeof(T)))!;

    public static IReadOnlyList<JsonNode> Documents(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => Node(document.RootNode)!)];
    }

    private static JsonNode? Node(YamlNode node) =>
        node switch
        {
            YamlMappingNode mapping => new JsonObject(mapping.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Node(pair.Value)))),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Node)]),
            YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value!),
            _ => JsonValue.Create(((YamlScalarNode)node).Value!),
        };

    private static JsonValue? Plain(string text) =>
        text switch
        {
            "null" or "~" or "" => null,
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            _ when long.TryParse(text, out var whole) => JsonValue.Create(whole),
            _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            _ => JsonValue.Create(text),
        };
}
