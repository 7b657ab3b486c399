using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RedisOperator.Redis.Tests.Processes;

/// <summary>A listener that is not Redis, for what no installed Redis does: too old, silent, hanging up, talking nonsense.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Socket> _clients = [];
    private readonly string? _greeting;
    private readonly Func<string, string?> _answer;
    private readonly Task _accepting;

    private ScriptedServer(string? greeting, Func<string, string?> answer)
    {
        _greeting = greeting;
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Accepts and never says a word.</summary>
    public static ScriptedServer Silent() => new(null, _ => null);

    /// <summary>Says this to whoever connects, and hangs up.</summary>
    public static ScriptedServer Greeting(string text) => new(text, _ => null);

    /// <summary>Gives to each chunk received (pipelined commands may share one) what the function says; null for nothing.</summary>
    public static ScriptedServer Answering(Func<string, string?> answer) => new(null, answer);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        _listener.Dispose();
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stopping.Token);
                _clients.Add(client);
                talks.Add(TalkAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(Socket client)
    {
        var buffer = new byte[4096];
        try
        {
            if (_greeting is not null)
            {
                await client.SendAsync(Encoding.UTF8.GetBytes(_greeting), _stopping.Token);
                client.Close();
                return;
            }

            while (await client.ReceiveAsync(buffer, _stopping.Token) is > 0 and var received)
            {
                if (_answer(Encoding.UTF8.GetString(buffer, 0, received)) is { } answer)
                {
                    await client.SendAsync(Encoding.UTF8.GetBytes(answer), _stopping.Token);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            return;
        }
    }
}
