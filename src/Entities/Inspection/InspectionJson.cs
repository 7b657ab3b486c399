using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace RedisOperator.Entities.Inspection;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InspectAnswer))]
public sealed partial class InspectionJsonContext : JsonSerializerContext;

/// <summary>How an <see cref="InspectAnswer"/> is written and read: an interface of scripts.</summary>
public static class InspectionJson
{
    public static JsonSerializerOptions Options { get; } = Build();

    private static readonly JsonTypeInfo<InspectAnswer> Answer = (JsonTypeInfo<InspectAnswer>)Options.GetTypeInfo(typeof(InspectAnswer));

    public static string Write(InspectAnswer answer) => JsonSerializer.Serialize(answer, Answer);

    /// <exception cref="JsonException">It is no answer.</exception>
    public static InspectAnswer Read(string text) => JsonSerializer.Deserialize(text, Answer) ?? throw new JsonException("null is no answer");

    private static JsonSerializerOptions Build()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = InspectionJsonContext.Default,
            WriteIndented = true,
        };
        options.Converters.Add(new MillisecondTimeConverter());
        options.MakeReadOnly();
        return options;
    }
}

/// <summary>RFC 3339 in UTC with milliseconds, as the times in status.</summary>
public sealed class MillisecondTimeConverter : JsonConverter<DateTimeOffset>
{
    public const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture));
}
