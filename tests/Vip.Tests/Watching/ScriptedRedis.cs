using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace RedisOperator.Vip.Tests.Watching;

/// <summary>Answers ROLE as it is told and refuses every other command; hangs up when it is told. What a real redis does in milliseconds, it does for as long as a test wants.</summary>
internal sealed class ScriptedRedis : IAsyncDisposable
{
    private static readonly byte[] Master = "*3\r\n$6\r\nmaster\r\n:1\r\n*0\r\n"u8.ToArray();
    private static readonly byte[] Replica = "*5\r\n$5\r\nslave\r\n$11\r\n172.16.1.10\r\n:6379\r\n$9\r\nconnected\r\n:1\r\n"u8.ToArray();
    private static readonly byte[] Unknown = "-ERR unknown command\r\n"u8.ToArray();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, bool> _connections = new();
    private readonly Task _accepting;
    private volatile bool _away;
    private volatile bool _isMaster;

    public ScriptedRedis()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public bool IsMaster
    {
        get => _isMaster;
        set => _isMaster = value;
    }

    /// <summary>Hangs up on everybody, and on whoever comes, until <see cref="Return"/>.</summary>
    public void HangUp()
    {
        _away = true;
        foreach (var connection in _connections.Keys)
        {
            connection.Dispose();
        }
    }

    public void Return() => _away = false;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        HangUp();
        await _accepting;
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = await _listener.AcceptSocketAsync();
                _connections[connection] = true;
                _ = AnswerAsync(connection);
            }
        }
        catch (SocketException)
        {
            return; // stopped
        }
    }

    private async Task AnswerAsync(Socket connection)
    {
        var buffer = new byte[4096];
        try
        {
            while (!_away && await connection.ReceiveAsync(buffer) is > 0 and var length)
            {
                var isRole = buffer.AsSpan(0, length).IndexOf("ROLE"u8) >= 0;
                await connection.SendAsync(isRole ? _isMaster ? Master : Replica : Unknown);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return; // one side has hung up
        }
        finally
        {
            _connections.TryRemove(connection, out _);
            connection.Dispose();
        }
    }
}
