using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Streams;

/// <summary>
/// v5.channel.k8s.io: several streams over one WebSocket. The first byte of a message is its channel; 255 ends the
/// channel that follows it.
/// </summary>
internal sealed class ChannelSocket(WebSocket socket, IExecSession session) : IDisposable
{
    public const string Protocol = "v5.channel.k8s.io";

    private const byte Input = 0;
    private const byte Output = 1;
    private const byte Error = 2;
    private const byte Status = 3;
    private const byte Resize = 4;
    private const byte Close = 255;
    private static readonly TimeSpan OutputPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _sending = new(1);

    /// <summary>Until the command has ended and everything it said was sent, or the client is gone.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var receiving = ReceiveAsync(ended.Token);
        var output = Task.WhenAll(CopyAsync(session.Output, Output, ended.Token), CopyAsync(session.Error, Error, ended.Token));
        await Task.WhenAny(session.Exited, receiving);
        if (session.Exited.IsCompleted)
        {
            // What is left behind may hold the pipes open; it is not waited for.
            await output.WaitAsync(OutputPatience, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await FinishAsync(await session.Exited, ct);
            // The client closes its side when it has read everything; ending before that would take it away again.
            await receiving.WaitAsync(ClosePatience, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await ended.CancelAsync();
        await Task.WhenAll(receiving, output).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _sending.Dispose();

    private async Task FinishAsync(int code, CancellationToken ct)
    {
        await SendAsync(Status, JsonSerializer.SerializeToUtf8Bytes<JsonNode>(Verdict(code)), ct);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, ct);
    }

    private static JsonObject Verdict(int code) => code == 0
        ? new JsonObject { ["metadata"] = new JsonObject(), ["status"] = "Success" }
        : new JsonObject
        {
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["reason"] = "NonZeroExitCode",
            ["message"] = $"command terminated with exit code {code}",
            ["details"] = new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ExitCode", ["message"] = code.ToString() }) },
        };

    private async Task CopyAsync(Stream from, byte channel, CancellationToken ct)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, ct)) > 0)
        {
            await SendAsync(channel, buffer.AsMemory(0, read), ct);
        }
    }

    private async Task SendAsync(byte channel, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        var message = new byte[bytes.Length + 1];
        message[0] = channel;
        bytes.CopyTo(message.AsMemory(1));
        await _sending.WaitAsync(ct);
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, ct);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReceiveAsync(CancellationToken ct)
    {
        while (await WebSocketMessages.ReadAsync(socket, ct) is { } message)
        {
            if (message.Length == 0)
            {
                continue;
            }

            switch (message[0])
            {
                case Input:
                    await WriteInputAsync(message.AsMemory(1), ct);
                    break;
                case Resize when JsonNode.Parse(message.AsSpan(1)) is JsonObject size:
                    session.Resize((int)(size.Integer("Width") ?? 80), (int)(size.Integer("Height") ?? 24));
                    break;
                case Close when message is [_, Input, ..]:
                    session.CloseInput();
                    break;
            }
        }
    }

    private async Task WriteInputAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        try
        {
            await session.Input.WriteAsync(bytes, ct);
            await session.Input.FlushAsync(ct);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It does not read any more; it may still have something to say.
            session.CloseInput();
        }
    }
}
