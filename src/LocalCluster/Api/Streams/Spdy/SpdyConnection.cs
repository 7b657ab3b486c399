using System.Net.WebSockets;

namespace RedisOperator.LocalCluster.Api.Streams.Spdy;

/// <summary>SPDY/3.1 inside WebSocket messages, which cut the frames anywhere. The server's side: streams are opened by the client.</summary>
internal sealed class SpdyConnection(WebSocket socket) : IDisposable
{
    private readonly SemaphoreSlim _sending = new(1);
    private readonly SpdyHeaders _headers = new();
    private readonly List<byte> _received = [];

    /// <summary>Until the client is done or gone. Pings are answered here.</summary>
    /// <param name="opened">A stream, with its headers; it was accepted.</param>
    /// <param name="data">What came on a stream; the flag: nothing more will.</param>
    /// <param name="reset">The client does not want a stream any more.</param>
    public async Task RunAsync(Action<int, IReadOnlyDictionary<string, string>> opened, Func<int, ReadOnlyMemory<byte>, bool, Task> data, Action<int> reset, CancellationToken ct)
    {
        while (await WebSocketMessages.ReadAsync(socket, ct) is { } message)
        {
            _received.AddRange(message);
            while (Take() is { } frame)
            {
                switch (frame.Type)
                {
                    case SpdyFrame.SynStream:
                        // The associated stream, the priority and the slot come before the headers.
                        var headers = _headers.Read(frame.Body.Span[6..]);
                        await SendAsync(new SpdyFrame(SpdyFrame.SynReply, 0, frame.Id, _headers.WriteNone()), ct);
                        opened(frame.Id, headers);
                        if (frame.IsFin)
                        {
                            await data(frame.Id, default, true);
                        }

                        break;
                    case SpdyFrame.Data:
                        await data(frame.Id, frame.Body, frame.IsFin);
                        break;
                    case SpdyFrame.Reset:
                        reset(frame.Id);
                        break;
                    case SpdyFrame.Ping:
                        await SendAsync(frame, ct);
                        break;
                    case SpdyFrame.GoAway:
                        return;
                }
            }
        }
    }

    public Task WriteAsync(int stream, ReadOnlyMemory<byte> bytes, CancellationToken ct) => SendAsync(new SpdyFrame(SpdyFrame.Data, 0, stream, bytes), ct);

    /// <summary>This side of the stream is done.</summary>
    public Task FinishAsync(int stream, CancellationToken ct) => SendAsync(new SpdyFrame(SpdyFrame.Data, SpdyFrame.Fin, stream, default), ct);

    public void Dispose()
    {
        _sending.Dispose();
        _headers.Dispose();
    }

    private SpdyFrame? Take()
    {
        if (_received.Count < SpdyFrame.HeaderLength)
        {
            return null;
        }

        var length = SpdyFrame.LengthOf([.. _received.Take(SpdyFrame.HeaderLength)]);
        if (_received.Count < length)
        {
            return null;
        }

        var frame = SpdyFrame.Read(_received.GetRange(0, length).ToArray());
        _received.RemoveRange(0, length);
        return frame;
    }

    private async Task SendAsync(SpdyFrame frame, CancellationToken ct)
    {
        await _sending.WaitAsync(ct);
        try
        {
            await socket.SendAsync(frame.ToBytes(), WebSocketMessageType.Binary, endOfMessage: true, ct);
        }
        finally
        {
            _sending.Release();
        }
    }
}
