using System.Net;
using System.Net.Sockets;

namespace RedisOperator.TestSupport;

/// <summary>A real redis-server on loopback with a directory of its own; it ends with the test.</summary>
public sealed class RedisServerProcess : IAsyncDisposable
{
    public const string Password = "test-password";

    private readonly TempDirectory _directory;
    private readonly RunningProcess _process;

    private RedisServerProcess(int port, TempDirectory directory, RunningProcess process)
    {
        Port = port;
        _directory = directory;
        _process = process;
    }

    public int Port { get; }

    public string Address => $"127.0.0.1:{Port}";

    /// <summary>A file with the password, for programs that take one.</summary>
    public string PasswordFile => _directory.File("password");

    /// <param name="port">0 takes a free one</param>
    /// <param name="settings">further lines of redis.conf</param>
    public static async Task<RedisServerProcess> StartAsync(int port = 0, params string[] settings)
    {
        var directory = new TempDirectory("redis");
        var listen = port == 0 ? FreePort() : port;
        string[] lines =
        [
            "bind 127.0.0.1", $"port {listen}", $"dir {directory.Path}", "save \"\"", "repl-diskless-sync-delay 0",
            $"requirepass {Password}", $"masterauth {Password}", .. settings,
        ];
        await File.WriteAllLinesAsync(directory.File("redis.conf"), lines);
        await File.WriteAllTextAsync(directory.File("password"), Password);
        var server = new RedisServerProcess(listen, directory, RunningProcess.Start(new CommandLine("redis-server", directory.File("redis.conf"))));
        await Eventually.TrueAsync($"redis-server answers on port {listen}", TimeSpan.FromSeconds(10), async _ => (await server.CommandAsync("PING")) == "PONG");
        return server;
    }

    public void Signal(int signal) => _process.Signal(signal);

    public async Task KillAsync()
    {
        _process.Signal(Signals.Kill);
        await _process.Completion;
    }

    /// <summary>One command by redis-cli; the password goes by the environment.</summary>
    public async Task<string> CommandAsync(params string[] arguments)
    {
        var cli = new CommandLine("redis-cli", ["-h", "127.0.0.1", "-p", $"{Port}", .. arguments])
        {
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["REDISCLI_AUTH"] = Password },
        };
        return (await cli.OutputAsync(TimeSpan.FromSeconds(10))).TrimEnd();
    }

    /// <summary>Waits until this replica has all that its master has.</summary>
    public Task SyncedAsync() => Eventually.GetAsync(
        $"the replica on port {Port} is synced", TimeSpan.FromSeconds(20), _ => CommandAsync("INFO", "replication"), info => info.Contains("master_link_status:up", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        _process.Signal(Signals.Kill);
        await _process.DisposeAsync();
        _directory.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
