using System.Diagnostics;
using System.IO.Pipes;
using System.Net;
using System.Net.Sockets;
using RedisOperator.LocalCluster.Nodes.Native;

namespace RedisOperator.LocalCluster.Cli;

/// <summary>
/// The outermost process of a cluster, seen from the command that started it: `unshare`, which makes the namespaces and
/// starts this program again as their first process. The listening socket is made here, in the machine's network
/// namespace, and inherited.
/// </summary>
internal sealed class OuterProcess : IDisposable
{
    private const string ToLog = "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null";

    /// <summary>
    /// A thread that has unshared its pid namespace is refused every further thread (<see cref="NamespaceThread"/>). The runtime makes one of its own accord
    /// from whatever thread comes to need it: to recompile what is called often, and to collect beside the program. Where that fails an exception appears
    /// anywhere; once it did in the middle of the lock that all Process.Start share, which stayed taken for good.
    /// </summary>
    private static readonly (string Name, string Value)[] NoThreadsOfItsOwn = [("DOTNET_TieredCompilation", "0"), ("DOTNET_gcConcurrent", "0")];

    private readonly Process _process;
    private readonly AnonymousPipeServerStream _progress;
    private readonly UpOptions _options;
    private readonly string _server;

    private OuterProcess(Process process, AnonymousPipeServerStream progress, UpOptions options, string server)
    {
        _process = process;
        _progress = progress;
        _options = options;
        _server = server;
    }

    public static OuterProcess Start(UpOptions options)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(512);
        var listenDescriptor = listener.SafeHandle.DangerousGetHandle().ToInt32();
        Linux.Inherit(listenDescriptor);

        var progress = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);

        // Only what stays in the foreground ends with the process that started it.
        var watched = options.Foreground ? Linux.OpenProcess(Environment.ProcessId) : -1;
        if (watched >= 0)
        {
            Linux.Inherit(watched);
        }

        var server = $"https://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}";
        var inside = new InsideOptions(options, server, listenDescriptor, int.Parse(progress.GetClientHandleAsString()), watched);
        var start = new ProcessStartInfo(ProgramPath.Find("setsid")!,
        [
            "sh", "-c", ToLog, "sh", options.Directory.ClusterLog,
            ProgramPath.Find("unshare")!, .. Requirements.OuterNamespaces(), "--", .. Self(), .. inside.ToArguments(),
        ]);
        foreach (var (name, value) in NoThreadsOfItsOwn)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        progress.DisposeLocalCopyOfClientHandle();
        return new OuterProcess(process, progress, options, server);
    }

    /// <summary>Passes on the progress lines; false when the cluster ended before it was ready.</summary>
    public async Task<bool> WaitUntilReadyAsync(CancellationToken ct)
    {
        using var reader = new StreamReader(_progress, leaveOpen: true);
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            if (line == InsideCommand.ReadyLine)
            {
                _options.Directory.Write(new RunningCluster(
                    _process.Id, ClusterProcess.ChildOf(_process.Id) ?? 0, _server, !Requirements.IsRoot));
                return true;
            }

            Console.WriteLine(line);
        }

        return false;
    }

    public Task WaitForEndAsync(CancellationToken ct) => _process.WaitForExitAsync(ct);

    /// <summary>Ends everything inside, too: the kernel kills the namespaces' first process, and with it the rest.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
    }

    public string EndOfLog() => string.Join('\n', File.ReadLines(_options.Directory.ClusterLog).TakeLast(20));

    public void Dispose()
    {
        _progress.Dispose();
        _process.Dispose();
    }

    /// <summary>How to start this program again: by its own executable, or by dotnet and its assembly.</summary>
    private static IEnumerable<string> Self()
    {
        var program = Environment.ProcessPath!;
        return Path.GetFileName(program) == "dotnet" ? [program, typeof(OuterProcess).Assembly.Location] : [program];
    }
}
