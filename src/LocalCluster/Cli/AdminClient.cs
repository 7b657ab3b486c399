using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace RedisOperator.LocalCluster.Cli;

/// <summary>The API server of a running cluster, as the administrator of the cluster's own kubeconfig.</summary>
internal sealed class AdminClient : IDisposable
{
    private readonly HttpClient _http;

    public AdminClient(ClusterDirectory directory)
    {
        var yaml = new YamlStream();
        using (var reader = File.OpenText(directory.Kubeconfig))
        {
            yaml.Load(reader);
        }

        var root = yaml.Documents[0].RootNode;
        var cluster = root["clusters"][0]["cluster"];
        _http = new HttpClient(Trusting(Convert.FromBase64String(Scalar(cluster["certificate-authority-data"]))), disposeHandler: true)
        {
            BaseAddress = new Uri(Scalar(cluster["server"])),
            Timeout = TimeSpan.FromSeconds(20),
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Scalar(root["users"][0]["user"]["token"]));
    }

    /// <summary>Prints the answer; the exit code.</summary>
    public async Task<int> PostAsync(string path, JsonObject body, CancellationToken ct)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(path, content, ct);
        (response.IsSuccessStatusCode ? Console.Out : Console.Error).WriteLine(await response.Content.ReadAsStringAsync(ct));
        return response.IsSuccessStatusCode ? 0 : 1;
    }

    /// <summary>Null when there is no such object.</summary>
    public async Task<JsonNode?> GetAsync(string path, CancellationToken ct)
    {
        using var response = await _http.GetAsync(path, ct);
        return response.IsSuccessStatusCode ? JsonNode.Parse(await response.Content.ReadAsStringAsync(ct)) : null;
    }

    public void Dispose() => _http.Dispose();

    private static string Scalar(YamlNode node) => ((YamlScalarNode)node).Value!;

    private static SocketsHttpHandler Trusting(byte[] pem)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(Encoding.ASCII.GetString(pem));
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        return handler;
    }
}
