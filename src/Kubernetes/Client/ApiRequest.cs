using System.Net.Http.Headers;

namespace k8s;

/// <summary>What RBAC calls it: a verb, and a resource with its subresource.</summary>
internal readonly record struct ApiVerb(string Verb, string Resource);

/// <summary>One request, made anew for each try because a sent HttpRequestMessage cannot be sent again.</summary>
internal sealed record ApiRequest(HttpMethod Method, string Path, string Operation, ApiVerb Verb, byte[]? Body = null, string ContentType = "application/json")
{
    public HttpRequestMessage ToMessage(Uri server, AuthenticationHeaderValue? authorization)
    {
        var message = new HttpRequestMessage(Method, new Uri(server, Path)) { Version = System.Net.HttpVersion.Version11 };
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        message.Headers.Authorization = authorization;
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        }

        return message;
    }
}

/// <summary>What came back, read to its end.</summary>
internal sealed record ApiAnswer(int Code, byte[] Body, TimeSpan? RetryAfter)
{
    public bool IsSuccess => Code is >= 200 and < 300;
}
