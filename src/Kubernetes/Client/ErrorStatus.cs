using System.Net;
using System.Text;
using System.Text.Json;
using k8s.Models;

namespace k8s;

/// <summary>Makes a V1Status of any failed answer; proxies and dying servers answer with something else.</summary>
internal static class ErrorStatus
{
    private const int LongestText = 500;

    public static V1Status From(int code, ReadOnlySpan<byte> body)
    {
        var status = Parse(body) ?? new V1Status { Status = "Failure", Message = Shortened(body) };
        status.Code ??= code;
        status.Reason ??= ReasonOf(code);
        return status;
    }

    private static V1Status? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, KubernetesJsonContext.Default.V1Status) is { Kind: "Status", Status: not null } status ? status : null;
        }
        catch (JsonException)
        {
            // Not a Status: the text itself is the message.
            return null;
        }
    }

    private static string Shortened(ReadOnlySpan<byte> body) =>
        Encoding.UTF8.GetString(body.Length > LongestText ? body[..LongestText] : body).Trim();

    private static string ReasonOf(int code) => (HttpStatusCode)code switch
    {
        HttpStatusCode.BadRequest => "BadRequest",
        HttpStatusCode.Unauthorized => "Unauthorized",
        HttpStatusCode.Forbidden => "Forbidden",
        HttpStatusCode.NotFound => "NotFound",
        HttpStatusCode.Conflict => "Conflict",
        HttpStatusCode.Gone => "Expired",
        HttpStatusCode.UnprocessableEntity => "Invalid",
        HttpStatusCode.TooManyRequests => "TooManyRequests",
        HttpStatusCode.InternalServerError => "InternalError",
        HttpStatusCode.ServiceUnavailable => "ServiceUnavailable",
        HttpStatusCode.GatewayTimeout => "Timeout",
        _ => "Unknown",
    };
}
