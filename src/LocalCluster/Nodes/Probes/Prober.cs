using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Network;
using RedisOperator.LocalCluster.Nodes.Containers;
using RedisOperator.LocalCluster.Nodes.Native;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Nodes.Probes;

/// <summary>
/// Tries a probe, or a hook, once. TCP and HTTP come over the network, from the machine beside the nodes: a pod that is cut off fails
/// them, as it does with kubelet. Where the pod is in its node's network they come from there: 127.0.0.1 is the node's.
/// </summary>
internal sealed class Prober(IPodNetwork network, JsonObject container, Func<ContainerLaunch> launch, int pid)
{
    /// <summary>Null when it succeeded, else what went wrong.</summary>
    public async Task<string?> TryAsync(ProbeSpec probe, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(probe.Timeout);
        try
        {
            return probe.Action switch
            {
                var action when action["tcpSocket"] is JsonObject tcp => await TcpAsync(Port(tcp), timeout.Token),
                var action when action["httpGet"] is JsonObject get => await HttpAsync(get, timeout.Token),
                var action when action["exec"] is JsonObject exec => await ExecAsync(exec, timeout.Token),
                _ => "this kind of probe is not supported",
            };
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return $"no answer within {probe.Timeout.TotalSeconds:0.#} s";
        }
        catch (Exception e) when (e is SocketException or HttpRequestException or IOException or Win32Exception)
        {
            return e.Message;
        }
    }

    private async Task<string?> TcpAsync(int port, CancellationToken ct)
    {
        using var socket = await ConnectAsync(network.Address, port, ct);
        return null;
    }

    private async Task<Socket> ConnectAsync(string host, int port, CancellationToken ct)
    {
        var socket = network is HostNetwork ? await NamespaceSocket.TcpAsync(network.NamespacePath) : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(host, port, ct);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<string?> HttpAsync(JsonObject get, CancellationToken ct)
    {
        var scheme = (get.Text("scheme") ?? "HTTP").ToLowerInvariant();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{scheme}://{get.Text("host") ?? network.Address}:{Port(get)}{get.Text("path") ?? "/"}");
        foreach (var header in get.Items("httpHeaders"))
        {
            request.Headers.TryAddWithoutValidation(header.Text("name") ?? "", header.Text("value"));
        }

        using var http = Client();
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        return (int)response.StatusCode is >= 200 and < 400 ? null : $"HTTP probe failed with statuscode: {(int)response.StatusCode}";
    }

    /// <summary>One for each try: 127.0.0.1 is another machine for each node, and its connections must not be mixed up.</summary>
    [SuppressMessage("Security", "CA5359", Justification = "As with kubelet: whether something answers is asked, not who.")]
    private HttpClient Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectCallback = async (context, ct) => new NetworkStream(await ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, ct), ownsSocket: true),
        SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
    });

    private async Task<string?> ExecAsync(JsonObject exec, CancellationToken ct)
    {
        using var process = await Launcher.ExecAsync(pid, launch() with { Command = [.. (exec["command"] as JsonArray ?? []).Select(item => item.Text() ?? "")] });
        process.StandardInput.Close();
        using var standardOutput = process.StandardOutput;
        using var standardError = process.StandardError;
        try
        {
            var output = standardOutput.ReadToEndAsync(ct);
            var error = standardError.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            return process.ExitCode == 0 ? null : (await output + await error).Trim() is { Length: > 0 } text ? text : $"exit code {process.ExitCode}";
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private int Port(JsonObject action)
    {
        if (action.Integer("port") is { } number)
        {
            return (int)number;
        }

        var name = action.Text("port");
        return (int)(container.Items("ports").FirstOrDefault(port => port.Text("name") == name).Integer("containerPort") ?? 0);
    }
}
