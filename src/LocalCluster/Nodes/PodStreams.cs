using System.ComponentModel;
using System.Net.Sockets;
using RedisOperator.LocalCluster.Api;
using RedisOperator.LocalCluster.Faults;
using RedisOperator.LocalCluster.Nodes.Containers;
using RedisOperator.LocalCluster.Nodes.Exec;
using RedisOperator.LocalCluster.Nodes.Logs;
using RedisOperator.LocalCluster.Nodes.Native;
using RedisOperator.LocalCluster.Nodes.Pods;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Nodes;

/// <summary>What the API server asks the nodes for.</summary>
internal sealed class PodStreams(PodSupervisor pods, PodFaults faults, TimeProvider time) : IPodStreams
{
    private const string Terminal = "xterm";

    public Task<Stream> LogsAsync(string ns, string pod, string? container, LogOptions options, CancellationToken cancellationToken)
    {
        var found = Container(ns, pod, container, "containerLogs");
        var log = (options.Previous ? found.PreviousLog : found.Log) ?? throw StatusException.BadRequest(options.Previous
            ? $"previous terminated container \"{found.Name}\" in pod \"{pod}\" not found"
            : $"container \"{found.Name}\" in pod \"{pod}\" is waiting to start: {Waiting(found)}");
        return Task.FromResult(new LogReader(log, options, time).Open(cancellationToken));
    }

    public async Task<IExecSession> ExecAsync(string ns, string pod, string? container, ExecOptions options, CancellationToken cancellationToken)
    {
        var found = Container(ns, pod, container, "exec");
        if (found.Pid is not { } pid || found.Launch is not { } launch)
        {
            throw StatusException.BadRequest($"container {found.Name} of pod {pod} is not running");
        }

        launch = launch with { Command = options.Command };
        try
        {
            if (!options.Tty)
            {
                return new PipeSession(await Launcher.ExecAsync(pid, launch), options.Stdin);
            }

            launch = launch with { Environment = new Dictionary<string, string>(launch.Environment) { ["TERM"] = Terminal } };
            var (process, master) = await Launcher.ExecOnTerminalAsync(pid, launch);
            return new TerminalSession(process, master);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw new StatusException(500, "InternalError", $"error executing command in container: {e.Message}");
        }
    }

    public Task<IExecSession> AttachAsync(string ns, string pod, string? container, bool withInput, CancellationToken cancellationToken)
    {
        var found = Container(ns, pod, container, "attach");
        return found.Running is { } running
            ? Task.FromResult<IExecSession>(new AttachSession(running, withInput, found.TakesInputOnce))
            : throw StatusException.BadRequest($"container {found.Name} of pod {pod} is not running");
    }

    public async Task<Stream> ConnectAsync(string ns, string pod, int port, CancellationToken cancellationToken)
    {
        var runner = Runner(ns, pod, "portForward");
        var network = runner.Network ?? throw StatusException.BadRequest($"pod {pod} is not on the network");
        var socket = await NamespaceSocket.TcpAsync(network.NamespacePath);
        try
        {
            await socket.ConnectAsync("127.0.0.1", port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    public Task<FaultAnswer> FaultAsync(FaultRequest request, CancellationToken cancellationToken) => faults.DoAsync(request, cancellationToken);

    private ContainerRunner Container(string ns, string pod, string? container, string what) => Runner(ns, pod, what).Container(container)
        ?? throw StatusException.BadRequest($"container {container} is not valid for pod {pod}");

    private PodRunner Runner(string ns, string pod, string what)
    {
        var runner = pods.Find(ns, pod) ?? throw StatusException.BadRequest($"pod {pod} runs on no node");
        return runner.Node.Power.IsUp
            ? runner
            : throw new StatusException(500, "InternalError",
                $"Get \"https://{runner.Node.Network.Address}:10250/{what}/{ns}/{pod}\": dial tcp {runner.Node.Network.Address}:10250: connect: no route to host");
    }

    private static string Waiting(ContainerRunner container) => (container.Snapshot.Phase as ContainerPhase.Waiting)?.Reason ?? "ContainerCreating";
}
