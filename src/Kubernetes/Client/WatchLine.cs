using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using k8s.Models;

namespace k8s;

/// <summary>Reads one line of a watch, <c>{"type":…,"object":…}</c>, in one go over its bytes.</summary>
internal static class WatchLine
{
    /// <exception cref="KubernetesException">It is an ERROR event.</exception>
    /// <exception cref="JsonException">It is not a watch event.</exception>
    public static WatchEvent<T> Parse<T>(in ReadOnlySequence<byte> line, JsonTypeInfo<T> kind, string operation)
        where T : IKubernetesObject<V1ObjectMeta>
    {
        var reader = new Utf8JsonReader(line);
        var objectReader = default(Utf8JsonReader);
        WatchEventType? type = null;
        var hasObject = false;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("a watch event is an object");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                type = TypeOf(ref reader);
            }
            else if (reader.ValueTextEquals("object"u8))
            {
                if (type is { } known)
                {
                    return Read(ref reader, known, kind, operation);
                }

                // The type stands behind the object, which servers do not do but may.
                objectReader = reader;
                hasObject = true;
                reader.Skip();
            }
            else
            {
                reader.Skip();
            }
        }

        return type is { } late && hasObject ? Read(ref objectReader, late, kind, operation) : throw new JsonException("a watch event has a type and an object");
    }

    private static WatchEvent<T> Read<T>(ref Utf8JsonReader reader, WatchEventType type, JsonTypeInfo<T> kind, string operation)
    {
        if (type == WatchEventType.Error)
        {
            var status = JsonSerializer.Deserialize(ref reader, KubernetesJsonContext.Default.V1Status) ?? new V1Status();
            status.Code ??= 500;
            throw new KubernetesException(operation, status);
        }

        return new WatchEvent<T>(type, JsonSerializer.Deserialize(ref reader, kind) ?? throw new JsonException("the object of a watch event is null"));
    }

    private static WatchEventType TypeOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("ADDED"u8) ? WatchEventType.Added
        : reader.ValueTextEquals("MODIFIED"u8) ? WatchEventType.Modified
        : reader.ValueTextEquals("DELETED"u8) ? WatchEventType.Deleted
        : reader.ValueTextEquals("BOOKMARK"u8) ? WatchEventType.Bookmark
        : reader.ValueTextEquals("ERROR"u8) ? WatchEventType.Error
        : throw new JsonException($"no such watch event type: {reader.GetString()}");
}
