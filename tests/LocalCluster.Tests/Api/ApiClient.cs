using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Tests.Api;

/// <summary>Plain HTTPS that trusts the cluster's own authority and nothing else.</summary>
public sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly X509Certificate2 _authority;

    public ApiClient(Uri address, string token, X509Certificate2 authority)
    {
        _authority = X509CertificateLoader.LoadCertificate(authority.RawData);
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { _authority } },
            },
        };
        _http = new HttpClient(handler) { BaseAddress = address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _authority.Dispose();
    }

    public Task<(int Code, JsonObject Body)> GetAsync(string path, string accept = "application/json") => SendAsync("GET", path, null, "", accept);

    public Task<(int Code, JsonObject Body)> PostAsync(string path, JsonObject body) => SendAsync("POST", path, body.ToJsonString(), "application/json");

    public Task<(int Code, JsonObject Body)> PutAsync(string path, JsonObject body) => SendAsync("PUT", path, body.ToJsonString(), "application/json");

    public Task<(int Code, JsonObject Body)> PatchAsync(string path, string kind, string body) => SendAsync("PATCH", path, body, kind);

    public Task<(int Code, JsonObject Body)> ApplyAsync(string path, string manager, string body, bool force = false) =>
        SendAsync("PATCH", $"{path}?fieldManager={manager}&force={(force ? "true" : "false")}", body, "application/apply-patch+yaml");

    public Task<(int Code, JsonObject Body)> DeleteAsync(string path) => SendAsync("DELETE", path, null, "");

    public async Task<(int Code, JsonObject Body)> SendAsync(string method, string path, string? body, string contentType, string accept = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.UserAgent.ParseAdd("test/1.0");
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        using var response = await _http.SendAsync(request, Cancelled);
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        return ((int)response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : new JsonObject { ["text"] = text });
    }

    /// <summary>The events of a watch until <paramref name="enough"/> says so, or the server ends it.</summary>
    public async Task<List<JsonObject>> WatchAsync(string path, Func<List<JsonObject>, bool> enough, Func<Task>? once = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancelled));
        if (once is not null)
        {
            await once();
        }

        var events = new List<JsonObject>();
        while (!enough(events) && await reader.ReadLineAsync(Cancelled) is { } line)
        {
            events.Add(JsonNode.Parse(line)!.AsObject());
        }

        return events;
    }
}
