using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace RedisOperator.LocalCluster.Tests.Nodes;

/// <summary>A cluster that is used for long keeps what it needs and no more, and does not fall over what it has.</summary>
[Collection(SharedClusterTests.Name)]
public sealed class DescriptorTests(SharedCluster shared)
{
    private const int ManyPods = 25;

    // nft's library waits with select(2), which knows descriptors below this number.
    private const int SelectLimit = 1024;

    [Fact]
    public async Task PodsThatAreGoneLeaveNoOpenFiles()
    {
        await ComeAndGoAsync(3);
        var before = Open();

        await ComeAndGoAsync(ManyPods);

        // Three a pod would be its two pipes and its log. Connections of clients and of watches come and go beside it.
        await SharedCluster.EventuallyAsync(() => Task.FromResult($"{Open() - before}"), more => int.Parse(more) < ManyPods);
    }

    [Fact]
    public async Task WithMoreOpenFilesThanSelectKnowsAServiceStillFollowsItsPods()
    {
        var ns = await shared.StartRedisAsync(replicas: 1);
        var vip = await shared.AddressAsync(ns, "web");
        await SharedCluster.EventuallyAsync(() => PingAsync(vip), answer => answer == "PONG");
        await using var connections = await Connections.OpenAsync(shared.Cluster, SelectLimit);
        Open().ShouldBeGreaterThan(SelectLimit);

        (await shared.Kubectl.RunAsync("patch", "service", "web", "-n", ns, "-p", """{"spec":{"selector":{"app":"nobody"}}}""")).Succeeded();
        await SharedCluster.EventuallyAsync(() => PingAsync(vip), answer => answer != "PONG");
        (await shared.Kubectl.RunAsync("patch", "service", "web", "-n", ns, "-p", """{"spec":{"selector":{"app":"web"}}}""")).Succeeded();
        await SharedCluster.EventuallyAsync(() => PingAsync(vip), answer => answer == "PONG");

        Open().ShouldBeGreaterThan(SelectLimit);
    }

    private int Open() => Directory.GetFiles($"/proc/{shared.Cluster.InitPid}/fd").Length;

    private async Task<string> PingAsync(string address) => (await shared.Cluster.EnterAsync("timeout", "2", "redis-cli", "-h", address, "ping")).Output.Trim();

    private async Task ComeAndGoAsync(int pods)
    {
        var ns = $"t{Guid.NewGuid():N}"[..12];
        (await shared.Kubectl.RunAsync("create", "namespace", ns)).Succeeded();
        var manifests = string.Join("---\n", Enumerable.Range(0, pods).Select(index => Manifests.Once($"once-{index}", "echo said")));
        (await shared.Kubectl.RunWithAsync(manifests, "apply", "-n", ns, "-f", "-")).Succeeded();
        await SharedCluster.EventuallyAsync(
            () => shared.GetAsync(ns, "pods", "{.items[*].status.phase}"), phases => phases.Split(' ').Count(phase => phase == "Succeeded") == pods);
        (await shared.Kubectl.RunAsync("delete", "namespace", ns, "--timeout=60s")).Succeeded();
    }

    /// <summary>Clients of the API server that say nothing.</summary>
    private sealed class Connections : IAsyncDisposable
    {
        private readonly List<SslStream> _streams = [];

        public static async Task<Connections> OpenAsync(LocalClusterProcess cluster, int count)
        {
            var connections = new Connections();
            var server = new Uri((string)cluster.Json["server"]!);
            var trusted = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            trusted.CustomTrustStore.Add(X509CertificateLoader.LoadCertificate(cluster.Authority()));
            for (var opened = 0; opened < count; opened++)
            {
                connections._streams.Add(await OpenAsync(server, trusted));
            }

            return connections;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var stream in _streams)
            {
                await stream.DisposeAsync();
            }
        }

        private static async Task<SslStream> OpenAsync(Uri server, X509ChainPolicy trusted)
        {
            var client = new TcpClient();
            await client.ConnectAsync(server.Host, server.Port, TestContext.Current.CancellationToken);
            var stream = new SslStream(client.GetStream());
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = server.Host, CertificateChainPolicy = trusted }, TestContext.Current.CancellationToken);
            return stream;
        }
    }
}
