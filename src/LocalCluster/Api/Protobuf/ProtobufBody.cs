using System.Text;
using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Protobuf;

/// <summary>Kubernetes' protobuf envelope ("k8s\0", then runtime.Unknown) and what is in it, as the JSON it stands for.</summary>
internal static class ProtobufBody
{
    private static readonly byte[] Magic = "k8s\0"u8.ToArray();

    public static JsonObject Decode(byte[] body)
    {
        if (!body.AsSpan().StartsWith(Magic))
        {
            throw WireReader.Malformed();
        }

        var (apiVersion, kind, raw) = Envelope(body.AsMemory(Magic.Length));
        var table = MessageTables.Find(kind)
            ?? throw StatusException.UnsupportedMediaType($"this API server reads {kind} as JSON or YAML only, not as protobuf");
        var decoded = Message(raw, table);
        decoded["apiVersion"] = apiVersion;
        decoded["kind"] = kind;
        return decoded;
    }

    private static (string ApiVersion, string Kind, ReadOnlyMemory<byte> Raw) Envelope(ReadOnlyMemory<byte> unknown)
    {
        var (apiVersion, kind) = ("", "");
        ReadOnlyMemory<byte> raw = default;
        foreach (var field in WireReader.Read(unknown))
        {
            if (field.Number == 1)
            {
                foreach (var part in WireReader.Read(field.Bytes))
                {
                    (apiVersion, kind) = part.Number == 1 ? (TextOf(part), kind) : (apiVersion, TextOf(part));
                }
            }
            else if (field.Number == 2)
            {
                raw = field.Bytes;
            }
        }

        return (apiVersion, kind, raw);
    }

    private static JsonObject Message(ReadOnlyMemory<byte> message, IReadOnlyDictionary<int, MessageField> table)
    {
        var json = new JsonObject();
        foreach (var wire in WireReader.Read(message))
        {
            if (table.TryGetValue(wire.Number, out var field))
            {
                Put(json, field, wire);
            }
        }

        return json;
    }

    private static void Put(JsonObject json, MessageField field, WireField wire)
    {
        if (field.Kind is FieldKind.TextMap or FieldKind.BinaryMap or FieldKind.QuantityMap)
        {
            PutEntry(json, field, wire);
            return;
        }

        var value = Value(field, wire);
        if (field.IsList)
        {
            if (json[field.Name] is not JsonArray items)
            {
                json[field.Name] = items = [];
            }

            items.Add(value);
        }
        else if (value is not null && !IsZero(field, value))
        {
            json[field.Name] = value;
        }
    }

    // Go writes what is not a pointer even when it is empty; in JSON such a field is left out.
    private static bool IsZero(MessageField field, JsonNode value) => field.Kind switch
    {
        FieldKind.Text => value.GetValue<string>().Length == 0,
        FieldKind.Message => value is JsonObject { Count: 0 },
        FieldKind.Integer => field.OmitZero && value.GetValue<long>() == 0,
        FieldKind.Flag => field.OmitZero && !value.GetValue<bool>(),
        _ => false,
    };

    private static void PutEntry(JsonObject json, MessageField field, WireField wire)
    {
        var (key, value) = ("", (JsonNode)"");
        foreach (var part in WireReader.Read(wire.Bytes))
        {
            if (part.Number == 1)
            {
                key = TextOf(part);
            }
            else if (part.Number == 2)
            {
                value = field.Kind switch
                {
                    FieldKind.BinaryMap => Convert.ToBase64String(part.Bytes.Span),
                    FieldKind.QuantityMap => Inner(part.Bytes, 1) is { } quantity ? TextOf(quantity) : "0",
                    _ => TextOf(part),
                };
            }
        }

        if (json[field.Name] is not JsonObject map)
        {
            json[field.Name] = map = [];
        }

        map[key] = value;
    }

    private static JsonNode? Value(MessageField field, WireField wire) => field.Kind switch
    {
        FieldKind.Text => TextOf(wire),
        FieldKind.Integer => (long)wire.Value,
        FieldKind.Flag => wire.Value != 0,
        FieldKind.Binary => Convert.ToBase64String(wire.Bytes.Span),
        FieldKind.Time => Time(wire.Bytes),
        FieldKind.Message when field.Message == "FieldsV1" => RawJson(wire.Bytes),
        FieldKind.NumberOrText => NumberOrText(wire.Bytes),
        FieldKind.Message => Message(wire.Bytes, MessageTables.Find(field.Message!) ?? throw WireReader.Malformed()),
        _ => null,
    };

    private static JsonNode NumberOrText(ReadOnlyMemory<byte> message) => Inner(message, 1) is { Value: 1 }
        ? (Inner(message, 3) is { } text ? TextOf(text) : "")
        : (long)(int)(Inner(message, 2)?.Value ?? 0);

    private static WireField? Inner(ReadOnlyMemory<byte> message, int number) =>
        WireReader.Read(message).Where(field => field.Number == number).Cast<WireField?>().LastOrDefault();

    private static JsonNode? RawJson(ReadOnlyMemory<byte> message)
    {
        var raw = WireReader.Read(message).FirstOrDefault(field => field.Number == 1);
        return raw.Bytes.IsEmpty ? null : JsonNode.Parse(raw.Bytes.Span);
    }

    private static JsonNode? Time(ReadOnlyMemory<byte> message)
    {
        var seconds = WireReader.Read(message).Where(field => field.Number == 1).Select(field => (long)field.Value).FirstOrDefault();
        return seconds == 0 ? null : Timestamps.Seconds(DateTimeOffset.FromUnixTimeSeconds(seconds));
    }

    private static string TextOf(WireField field) => Encoding.UTF8.GetString(field.Bytes.Span);
}
