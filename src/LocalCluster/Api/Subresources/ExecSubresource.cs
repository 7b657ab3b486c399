using Microsoft.AspNetCore.Http;
using RedisOperator.LocalCluster.Api.Serving;
using RedisOperator.LocalCluster.Api.Streams;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Subresources;

/// <summary>pods/exec and pods/attach over a WebSocket. (SPDY, which older clients fall back to, is not spoken.)</summary>
internal sealed class ExecSubresource(Registry registry, IPodStreams? pods, CancellationToken stopping)
{
    public async Task ConnectAsync(ApiRequest request)
    {
        var pod = registry.Get(request.Key) ?? throw StatusException.NotFound(request.Key);
        if (pods is null)
        {
            throw new StatusException(501, "NotImplemented", "this API server has no nodes");
        }

        // Before the protocol: a client that is refused tries again by the older way, and shows what it is told there.
        var container = ContainerName.Of(request, pod);
        RequireWebSocket(request, ChannelSocket.Protocol);
        await using var session = request.Subresource == "attach"
            ? await pods.AttachAsync(pod.Namespace()!, pod.Name(), container, request.Flag("stdin"), request.Aborted)
            : await pods.ExecAsync(pod.Namespace()!, pod.Name(), container, Options(request), request.Aborted);
        using var socket = await request.Http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { SubProtocol = ChannelSocket.Protocol });
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, stopping);
        using var channels = new ChannelSocket(socket, session);
        await channels.RunAsync(ended.Token);
    }

    private static ExecOptions Options(ApiRequest request)
    {
        var command = request.Http.Request.Query["command"].OfType<string>().ToList();
        return command.Count > 0
            ? new ExecOptions(command, request.Flag("stdin"), request.Flag("tty"))
            : throw StatusException.BadRequest("you must specify at least one command for the container");
    }

    public static void RequireWebSocket(ApiRequest request, string protocol)
    {
        if (!request.Http.WebSockets.IsWebSocketRequest)
        {
            throw StatusException.BadRequest("Upgrade request required: this API server streams over WebSockets only");
        }

        if (!request.Http.WebSockets.WebSocketRequestedProtocols.Contains(protocol))
        {
            throw StatusException.BadRequest($"this API server streams with the protocol {protocol} only");
        }
    }
}
