using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using RedisOperator.LocalCluster.Api.Protobuf;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Serving;

/// <summary>Reads request bodies: JSON, YAML, and the protobuf that kubectl and Helm insist on for some kinds.</summary>
internal static class Bodies
{
    public const string ProtobufType = "application/vnd.kubernetes.protobuf";

    // The API server of Kubernetes stops at 3 MiB; nothing here is larger.
    private const int Limit = 3 * 1024 * 1024;

    public static async Task<byte[]> ReadAsync(HttpContext http)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(chunk, http.RequestAborted)) > 0)
        {
            if (buffer.Length + read > Limit)
            {
                throw new StatusException(413, "RequestEntityTooLarge", $"the request's body is larger than {Limit} bytes");
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    public static async Task<JsonObject> ReadObjectAsync(HttpContext http) =>
        await ReadOptionalObjectAsync(http) ?? throw StatusException.BadRequest("the request has no body");

    /// <summary>Null when there is none.</summary>
    public static async Task<JsonObject?> ReadOptionalObjectAsync(HttpContext http)
    {
        var bytes = await ReadAsync(http);
        if (bytes.Length == 0)
        {
            return null;
        }

        var type = (http.Request.ContentType ?? "").Split(';')[0].Trim();
        return type switch
        {
            ProtobufType => ProtobufBody.Decode(bytes),
            "application/yaml" or "application/apply-patch+yaml" => YamlBody.Parse(bytes),
            _ => AsObject(Parse(bytes)),
        };
    }

    public static JsonNode Parse(byte[] bytes)
    {
        try
        {
            return JsonNode.Parse(bytes, null, new JsonDocumentOptions { AllowDuplicateProperties = false })
                ?? throw StatusException.BadRequest("the request's body is null");
        }
        catch (JsonException e)
        {
            throw StatusException.BadRequest($"the object provided is unrecognized (must be of type {{}}): {e.Message}");
        }
    }

    public static JsonObject AsObject(JsonNode? node) =>
        node as JsonObject ?? throw StatusException.BadRequest("the request's body is not an object");
}
