using System.Net;
using k8s.Models;

namespace k8s;

/// <summary>
/// What the API server answered instead of what was asked for, or that it did not answer: then <see cref="Code"/> is 0 and
/// <see cref="Reason"/> is one of the constants. Told apart by code and reason, never by text.
/// </summary>
public sealed class KubernetesException : Exception
{
    /// <summary>No connection, or it broke. Unless <see cref="RequestWasSent"/> is false, the server may have done what was asked.</summary>
    public const string Unreachable = "Unreachable";

    /// <summary>No answer in time. The server may have done what was asked.</summary>
    public const string TimedOut = "TimedOut";

    /// <summary>A credential file or an exec plugin failed, so nothing was asked.</summary>
    public const string NoCredentials = "NoCredentials";

    public KubernetesException(string operation, V1Status status, TimeSpan? retryAfter = null)
        : base($"{operation}: {status?.Code} {status?.Reason}: {status?.Message}")
    {
        Status = status ?? throw new ArgumentNullException(nameof(status));
        RetryAfter = retryAfter;
    }

    internal KubernetesException(string operation, string reason, Exception cause)
        : base($"{operation}: {cause.Message}", cause)
    {
        Status = new V1Status { Status = "Failure", Reason = reason, Message = cause.Message };
        RequestWasSent = reason != NoCredentials && cause is not HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
        };
    }

    public V1Status Status { get; }

    /// <summary>HTTP status code; 0 when there was no answer.</summary>
    public int Code => Status.Code ?? 0;

    public string Reason => Status.Reason ?? "";

    /// <summary>How long the server asked to be left alone.</summary>
    public TimeSpan? RetryAfter { get; }

    public bool RequestWasSent { get; } = true;

    /// <summary>There was no answer: the network or the server is at fault, not the request.</summary>
    public bool IsTransport => Code == 0;

    public bool IsNotFound => Code == (int)HttpStatusCode.NotFound;

    /// <summary>Somebody else wrote first, or owns a field (server-side apply).</summary>
    public bool IsConflict => Code == (int)HttpStatusCode.Conflict && Reason != "AlreadyExists";

    public bool IsAlreadyExists => Code == (int)HttpStatusCode.Conflict && Reason == "AlreadyExists";

    /// <summary>The resourceVersion is too old to go on from: list again.</summary>
    public bool IsGone => Code == (int)HttpStatusCode.Gone;

    public bool IsInvalid => Code == (int)HttpStatusCode.UnprocessableEntity;

    public bool IsForbidden => Code == (int)HttpStatusCode.Forbidden;
}
