using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace RedisOperator.TestSupport.Checking;

/// <summary>
/// The API server as kubectl's configuration names it, for what kubectl is too slow for: to know when something changed, to the millisecond.
/// </summary>
public sealed class KubeApi : IDisposable
{
    private readonly HttpClient _http;

    private KubeApi(HttpClient http) => _http = http;

    public static async Task<KubeApi> OfAsync(Kubectl kubectl, CancellationToken cancellationToken)
    {
        var config = JsonNode.Parse(await kubectl.RunAsync(cancellationToken, "config", "view", "--raw", "--minify", "-o", "json"))!;
        var cluster = config["clusters"]![0]!["cluster"]!;
        var user = config["users"]![0]!["user"]!;
        var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) };
        Trust(handler, Convert.FromBase64String(cluster["certificate-authority-data"]!.GetValue<string>()));
        var http = new HttpClient(handler) { BaseAddress = new Uri(cluster["server"]!.GetValue<string>()), Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", user["token"]!.GetValue<string>());
        return new KubeApi(http);
    }

    public async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(TimeSpan.FromSeconds(10));
        return JsonNode.Parse(await _http.GetStringAsync(path, bounded.Token))!;
    }

    /// <summary>Server-side apply, of JSON.</summary>
    /// <exception cref="HttpRequestException">It was refused; the message has the answer.</exception>
    public async Task ApplyAsync(string path, JsonNode body, CancellationToken cancellationToken)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/apply-patch+yaml");
        using var answer = await _http.PatchAsync($"{path}?fieldManager=test&force=true", content, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"apply {path}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }

    public async Task<StreamReader> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var response = await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        return new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken), Encoding.UTF8);
    }

    public void Dispose() => _http.Dispose();

    private static void Trust(SocketsHttpHandler handler, byte[] pem)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(Encoding.ASCII.GetString(pem));
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
    }
}
