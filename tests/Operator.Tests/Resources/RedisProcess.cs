using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace RedisOperator.Operator.Tests.Resources;

/// <summary>A real redis-server that was started with a file and nothing else, as in a pod, and a redis-cli to ask it.</summary>
internal sealed class RedisProcess : IAsyncDisposable
{
    private readonly Process _process;

    private RedisProcess(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    public static async Task<RedisProcess> StartAsync(int port, params IEnumerable<string> arguments)
    {
        var server = new RedisProcess(Launch("redis-server", arguments), port);
        for (var attempt = 0; attempt < 200; attempt++)
        {
            if (server._process.HasExited)
            {
                throw new InvalidOperationException(
                    "redis-server ended: " + await server._process.StandardOutput.ReadToEndAsync() + await server._process.StandardError.ReadToEndAsync());
            }

            if (await server.AskAsync(null, "PING") is var answer && (answer.Contains("PONG") || answer.Contains("NOAUTH")))
            {
                return server;
            }

            await Task.Delay(50);
        }

        await server.DisposeAsync();
        throw new TimeoutException($"redis-server does not answer on port {port}");
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async Task<string> AskAsync(string? password, params IEnumerable<string> command)
    {
        using var client = Launch("redis-cli", ["-h", "127.0.0.1", "-p", $"{Port}", .. command], password);
        var output = await client.StandardOutput.ReadToEndAsync();
        await client.WaitForExitAsync();
        return output.Trim();
    }

    /// <summary>Asks until the answer holds the text, or for ten seconds.</summary>
    public async Task<string> AskUntilAsync(string text, string password, params string[] command)
    {
        var answer = "";
        for (var attempt = 0; attempt < 200 && !answer.Contains(text); attempt++)
        {
            await Task.Delay(50);
            answer = await AskAsync(password, command);
        }

        answer.ShouldContain(text);
        return answer;
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static Process Launch(string program, IEnumerable<string> arguments, string? password = null)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (password is not null)
        {
            start.Environment["REDISCLI_AUTH"] = password;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start");
    }
}
