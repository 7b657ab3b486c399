using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace RedisOperator.LocalCluster.Cli;

internal sealed record FaultCall(string Action, string Namespace, string Pod, string? Container, int Signal, string? Node = null);

/// <summary>Asks the API server, as the administrator of the cluster's own kubeconfig.</summary>
internal static class FaultClient
{
    public static async Task<int> SendAsync(ClusterDirectory directory, FaultCall fault, CancellationToken ct)
    {
        if (directory.Read() is null)
        {
            Console.Error.WriteLine($"No cluster runs in {directory.Root}: start one with local-cluster up.");
            return 1;
        }

        var body = new JsonObject
        {
            ["action"] = fault.Action,
            ["namespace"] = fault.Namespace,
            ["pod"] = fault.Pod,
            ["container"] = fault.Container,
            ["signal"] = fault.Signal,
            ["node"] = fault.Node,
        };
        var yaml = new YamlStream();
        using (var reader = File.OpenText(directory.Kubeconfig))
        {
            yaml.Load(reader);
        }

        var root = yaml.Documents[0].RootNode;
        using var handler = Trusting(Convert.FromBase64String(Scalar(root["clusters"][0]["cluster"]["certificate-authority-data"])));
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(20) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Scalar(root["users"][0]["user"]["token"]));
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(Scalar(root["clusters"][0]["cluster"]["server"]) + "/local-cluster/faults", content, ct);
        var answer = await response.Content.ReadAsStringAsync(ct);
        (response.IsSuccessStatusCode ? Console.Out : Console.Error).WriteLine(answer);
        return response.IsSuccessStatusCode ? 0 : 1;
    }

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
