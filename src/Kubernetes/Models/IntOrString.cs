using System.Text.Json;
using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>A port by number or by name, a count or a percentage.</summary>
[JsonConverter(typeof(IntOrStringConverter))]
public readonly record struct IntOrString
{
    private readonly int _number;
    private readonly string? _text;

    private IntOrString(int number, string? text)
    {
        _number = number;
        _text = text;
    }

    /// <summary>The number, or null when this is a string.</summary>
    public int? Number => _text is null ? _number : null;

    /// <summary>The string, or null when this is a number.</summary>
    public string? Text => _text;

    public static implicit operator IntOrString(int number) => FromInt32(number);

    public static implicit operator IntOrString(string text) => FromString(text);

    public static IntOrString FromInt32(int number) => new(number, null);

    public static IntOrString FromString(string text) => new(0, text);

    public override string ToString() => _text ?? _number.ToString();
}

public sealed class IntOrStringConverter : JsonConverter<IntOrString>
{
    public override IntOrString Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number ? reader.GetInt32() : reader.GetString() ?? "";

    public override void Write(Utf8JsonWriter writer, IntOrString value, JsonSerializerOptions options)
    {
        if (value.Number is { } number)
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(value.Text);
        }
    }
}
