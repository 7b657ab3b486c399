using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Serving;

/// <summary>Writes answers: always JSON, whatever else the client would take.</summary>
internal static class Answers
{
    public static async Task WriteAsync(HttpContext http, JsonNode body, int code = 200, string contentType = "application/json")
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = contentType;
        var bytes = Bytes(body);
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    public static async Task WriteAsync(HttpContext http, StatusException refusal)
    {
        if (refusal.Status.Integer("details", "retryAfterSeconds") is { } seconds and > 0)
        {
            http.Response.Headers.RetryAfter = seconds.ToString();
        }

        await WriteAsync(http, refusal.Status, refusal.Code);
    }

    public static async Task WriteTextAsync(HttpContext http, string text)
    {
        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.WriteAsync(text, http.RequestAborted);
    }

    public static byte[] Bytes(JsonNode body) => JsonSerializer.SerializeToUtf8Bytes(body, Canonical.Readable);
}
