using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RedisOperator.Writer.Checking;

/// <summary>
/// The plainest connection there is: commands out, answers in, in order. The checker uses it instead of a client library because it has to know of every
/// single write on which connection it went and what was answered, and because a thousand writes a second must not slow down what they measure.
/// </summary>
internal sealed class RespSocket : IDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _from;
    private int _to;

    private RespSocket(Socket socket) => _socket = socket;

    /// <exception cref="SocketException">Nobody accepted.</exception>
    /// <exception cref="OperationCanceledException">Not in time.</exception>
    public static async Task<RespSocket> ConnectAsync(EndPoint address, CancellationToken cancellationToken)
    {
        // Linger 0: a connection that is given up is reset, so that what it still holds is not delivered after all, a minute later.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, LingerState = new LingerOption(true, 0) };
        try
        {
            await socket.ConnectAsync(address, cancellationToken);
            return new RespSocket(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static void Append(List<byte> bytes, params ReadOnlySpan<string> words)
    {
        bytes.AddRange(Encoding.ASCII.GetBytes($"*{words.Length}\r\n"));
        foreach (var word in words)
        {
            var encoded = Encoding.UTF8.GetBytes(word);
            bytes.AddRange(Encoding.ASCII.GetBytes($"${encoded.Length}\r\n"));
            bytes.AddRange(encoded);
            bytes.AddRange("\r\n"u8);
        }
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await _socket.SendAsync(bytes, cancellationToken)..];
        }
    }

    public async Task<Reply> CallAsync(CancellationToken cancellationToken, params string[] words)
    {
        var bytes = new List<byte>();
        Append(bytes, words);
        await SendAsync(bytes.ToArray(), cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    /// <exception cref="IOException">The other side closed.</exception>
    public async Task<Reply> ReadAsync(CancellationToken cancellationToken)
    {
        var line = await LineAsync(cancellationToken);
        var rest = line[1..];
        switch (line[0])
        {
            case '$':
                return new Reply('$', rest == "-1" ? null : await BulkAsync(int.Parse(rest), cancellationToken), []);
            case '*':
                var items = new Reply[Math.Max(0, int.Parse(rest))];
                for (var i = 0; i < items.Length; i++)
                {
                    items[i] = await ReadAsync(cancellationToken);
                }

                return new Reply('*', null, items);
            default:
                return new Reply(line[0], rest, []);
        }
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask<string> LineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var end = _buffer.AsSpan(_from, _to - _from).IndexOf("\r\n"u8);
            if (end > 0)
            {
                var line = Encoding.UTF8.GetString(_buffer, _from, end);
                _from += end + 2;
                return line;
            }

            await FillAsync(cancellationToken);
        }
    }

    private async ValueTask<string> BulkAsync(int length, CancellationToken cancellationToken)
    {
        while (_to - _from < length + 2)
        {
            await FillAsync(cancellationToken);
        }

        var text = Encoding.UTF8.GetString(_buffer, _from, length);
        _from += length + 2;
        return text;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            _to -= _from;
            _from = 0;
        }

        var read = await _socket.ReceiveAsync(_buffer.AsMemory(_to), cancellationToken);
        if (read == 0)
        {
            throw new IOException("The connection was closed by the other side.");
        }

        _to += read;
    }
}
