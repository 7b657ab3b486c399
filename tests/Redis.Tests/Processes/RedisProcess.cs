using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace RedisOperator.Redis.Tests.Processes;

/// <summary>
/// A real redis-server or sentinel on 127.0.0.1 with a directory of its own, both gone after <see cref="DisposeAsync"/>.
/// Started by argument list, signalled by process id.
/// </summary>
public sealed class RedisProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);
    private readonly bool _isSentinel;
    private Process _process;
    private bool _frozen;

    private RedisProcess(string directory, int port, bool isSentinel, Process process)
    {
        Directory = directory;
        Port = port;
        _isSentinel = isSentinel;
        _process = process;
    }

    public string Directory { get; }

    public int Port { get; }

    public IPEndPoint EndPoint => new(IPAddress.Loopback, Port);

    public string ConfigurationFile => FileIn(Directory);

    /// <summary>A server that keeps nothing on disk unless the directives say so.</summary>
    public static Task<RedisProcess> StartServerAsync(params string[] directives) =>
        StartAsync(isSentinel: false, ["save \"\"", "appendonly no", "repl-diskless-sync-delay 0", .. directives]);

    /// <summary>A sentinel that monitors nothing unless the directives say so.</summary>
    public static Task<RedisProcess> StartSentinelAsync(params string[] directives) => StartAsync(isSentinel: true, directives);

    /// <summary>With time limits that a busy machine does not reach; tests of time limits set their own.</summary>
    public ConfigurationOptions Options(string? password = null, string? user = null) => new()
    {
        EndPoint = EndPoint,
        Password = password,
        User = user,
        ConnectTimeout = Patience.Limit,
        CommandTimeout = Patience.Limit,
    };

    /// <summary>SIGKILL; returns when the process is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _frozen = false;
    }

    /// <summary>SIGSTOP: connections stay, the kernel accepts new ones, nobody answers.</summary>
    public async Task FreezeAsync()
    {
        await SignalAsync("STOP");
        _frozen = true;
    }

    public async Task ThawAsync()
    {
        await SignalAsync("CONT");
        _frozen = false;
    }

    /// <summary>The same port, directory and configuration file again, after <see cref="KillAsync"/>.</summary>
    public async Task StartAgainAsync()
    {
        _process.Dispose();
        _process = Launch(Directory, _isSentinel);
        await ListeningAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    public override string ToString() => $"{(_isSentinel ? "sentinel" : "redis")} on {EndPoint}{(_frozen ? " (frozen)" : "")}";

    private static async Task<RedisProcess> StartAsync(bool isSentinel, IEnumerable<string> directives)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("redis-test-").FullName;
        var port = FreePort();
        await File.WriteAllLinesAsync(FileIn(directory), [$"port {port}", "bind 127.0.0.1", $"dir {directory}", "logfile redis.log", .. directives]);
        var started = new RedisProcess(directory, port, isSentinel, Launch(directory, isSentinel));
        await started.ListeningAsync();
        return started;
    }

    private static Process Launch(string directory, bool isSentinel)
    {
        string[] arguments = isSentinel ? [FileIn(directory), "--sentinel"] : [FileIn(directory)];
        return Process.Start(new ProcessStartInfo("redis-server", arguments)
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    private async Task ListeningAsync()
    {
        var waited = Stopwatch.StartNew();
        while (await ReachabilityProbe.RunAsync(EndPoint, StartLimit, TimeProvider.System, CancellationToken.None) != Reachability.Accepting)
        {
            if (_process.HasExited || waited.Elapsed > StartLimit)
            {
                var output = await _process.StandardOutput.ReadToEndAsync();
                throw new InvalidOperationException($"{this} did not start: {output} {LogText()}");
            }

            await Task.Delay(10);
        }
    }

    private string LogText() => Path.Combine(Directory, "redis.log") is var log && File.Exists(log) ? File.ReadAllText(log) : "";

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    private static string FileIn(string directory) => Path.Combine(directory, "redis.conf");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
