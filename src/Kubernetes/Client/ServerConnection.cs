using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Net.Sockets;

namespace k8s;

/// <summary>Sockets and TLS towards the API server, tuned so that a dead peer is noticed in seconds instead of the kernel's quarter of an hour.</summary>
internal static class ServerConnection
{
    public static SocketsHttpHandler Handler(KubernetesClientConfiguration config, KubernetesClientOptions options, Credentials credentials)
    {
        var tls = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = Validation(config, options),
            LocalCertificateSelectionCallback = (_, _, _, _, _) => credentials.Certificate()!,
        };
        return new SocketsHttpHandler
        {
            SslOptions = tls,
            ConnectTimeout = options.ConnectTimeout,
            ConnectCallback = ConnectAsync,
            // A balancer in front of several API servers gets a chance to spread us again; running watches are not cut.
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(90),
            AllowAutoRedirect = false,
            UseCookies = false,
            // A proxy for the world outside is the wrong way to an API server, which is near.
            UseProxy = false,
        };
    }

    /// <summary>Null leaves the judgement to the system's authorities.</summary>
    [SuppressMessage("Security", "CA5359", Justification = "Only when the user wrote insecure-skip-tls-verify: true.")]
    private static RemoteCertificateValidationCallback? Validation(KubernetesClientConfiguration config, KubernetesClientOptions options)
    {
        if (config.SkipTlsVerify)
        {
            return (_, _, _, _) => true;
        }

        return PemSource.From(config.CertificateAuthorityData, config.CertificateAuthorityFile, options.Time, options.RereadFilesAfter) is { } authorities
            ? new ServerTrust(authorities, config.TlsServerName).Validate
            : null;
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 10);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
            await socket.ConnectAsync(context.DnsEndPoint, ct).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
