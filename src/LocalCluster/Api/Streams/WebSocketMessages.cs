using System.Net.WebSockets;

namespace RedisOperator.LocalCluster.Api.Streams;

internal static class WebSocketMessages
{
    /// <summary>A whole message; null when the other side is done or gone.</summary>
    public static async Task<byte[]?> ReadAsync(WebSocket socket, CancellationToken ct)
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            ValueWebSocketReceiveResult part;
            try
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(), ct);
            }
            catch (WebSocketException)
            {
                // The connection broke.
                return null;
            }

            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return message.ToArray();
            }
        }
    }
}
