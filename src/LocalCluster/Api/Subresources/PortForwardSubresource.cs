using RedisOperator.LocalCluster.Api.Serving;
using RedisOperator.LocalCluster.Api.Streams;
using RedisOperator.LocalCluster.Api.Streams.Spdy;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Subresources;

/// <summary>pods/portforward: SPDY inside a WebSocket, as kubectl 1.31 and later do it.</summary>
internal sealed class PortForwardSubresource(Registry registry, IPodStreams? pods, CancellationToken stopping)
{
    public async Task ConnectAsync(ApiRequest request)
    {
        var pod = registry.Get(request.Key) ?? throw StatusException.NotFound(request.Key);
        if (pods is null)
        {
            throw new StatusException(501, "NotImplemented", "this API server has no nodes");
        }

        ExecSubresource.RequireWebSocket(request, PortForward.Protocol);
        using var socket = await WebSocketUpgrade.AcceptAsync(request.Http, PortForward.Protocol);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, stopping);
        using var spdy = new SpdyConnection(socket);
        await new PortForward(spdy, (port, ct) => pods.ConnectAsync(pod.Namespace()!, pod.Name(), port, ct)).RunAsync(ended.Token);
    }
}
