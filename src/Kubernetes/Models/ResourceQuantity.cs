using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>An amount as the API writes it ("500m", "1Gi"). Equal means the same text: "1000m" and "1" are different here, as they are in a diff.</summary>
[JsonConverter(typeof(ResourceQuantityConverter))]
public sealed record ResourceQuantity(string Value)
{
    public static implicit operator ResourceQuantity(string value) => FromString(value);

    public static ResourceQuantity FromString(string value) => new(value);

    public override string ToString() => Value;
}

public sealed class ResourceQuantityConverter : JsonConverter<ResourceQuantity>
{
    // YAML written by people says "cpu: 1" as often as "cpu: '1'".
    public override ResourceQuantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number
            ? new(reader.GetDecimal().ToString(CultureInfo.InvariantCulture))
            : new(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, ResourceQuantity value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
