using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using k8s.Models;

namespace k8s;

/// <summary>Reads a list from UTF-8, item by item with the item's own serializer: one per kind is enough, none for its list.</summary>
internal static class ListParser
{
    public static KubernetesList<T> Parse<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> item)
        where T : IKubernetesObject<V1ObjectMeta>
    {
        var list = new KubernetesList<T>();
        var reader = new Utf8JsonReader(json);
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("items"u8))
            {
                ReadItems(ref reader, item, list.Items);
            }
            else if (reader.ValueTextEquals("metadata"u8))
            {
                list.Metadata = ReadMetadata(ref reader);
            }
            else if (reader.ValueTextEquals("kind"u8))
            {
                list.Kind = ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("apiVersion"u8))
            {
                list.ApiVersion = ReadText(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return list;
    }

    private static void ReadItems<T>(ref Utf8JsonReader reader, JsonTypeInfo<T> item, IList<T> items)
    {
        if (!reader.Read() || reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(JsonSerializer.Deserialize(ref reader, item) ?? throw new JsonException("an item of the list is null"));
        }
    }

    private static V1ListMeta ReadMetadata(ref Utf8JsonReader reader)
    {
        var metadata = new V1ListMeta();
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("resourceVersion"u8))
            {
                metadata.ResourceVersion = ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("continue"u8))
            {
                metadata.Continue = ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("remainingItemCount"u8))
            {
                reader.Read();
                metadata.RemainingItemCount = reader.GetInt64();
            }
            else
            {
                reader.Skip();
            }
        }

        return metadata;
    }

    private static string ReadText(ref Utf8JsonReader reader) => reader.Read() ? reader.GetString() ?? "" : "";

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
        {
            throw new JsonException($"expected {type} but got {reader.TokenType}");
        }
    }
}
