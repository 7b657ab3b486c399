namespace RedisOperator.LocalCluster.Api;

/// <summary>What only the nodes can answer: a container's output, and faults on purpose. The API server calls it after authorization.</summary>
public interface IPodStreams
{
    /// <summary>The log as bytes (whole lines). With Follow it ends when the container does. Throws StatusException for a container that has none.</summary>
    Task<Stream> LogsAsync(string ns, string pod, string? container, LogOptions options, CancellationToken cancellationToken);

    /// <summary>Starts a command in a running container. Throws StatusException when there is none.</summary>
    Task<IExecSession> ExecAsync(string ns, string pod, string? container, ExecOptions options, CancellationToken cancellationToken);

    /// <summary>What a container says from now on, and its input. It ends with the container, or with the client.</summary>
    Task<IExecSession> AttachAsync(string ns, string pod, string? container, bool withInput, CancellationToken cancellationToken);

    /// <summary>A connection to a port of the pod, as from inside it.</summary>
    Task<Stream> ConnectAsync(string ns, string pod, int port, CancellationToken cancellationToken);

    Task<FaultAnswer> FaultAsync(FaultRequest request, CancellationToken cancellationToken);
}

public sealed record ExecOptions(IReadOnlyList<string> Command, bool Stdin, bool Tty);

/// <summary>A command that runs. With a terminal everything it says comes on Output.</summary>
public interface IExecSession : IAsyncDisposable
{
    Stream Input { get; }

    Stream Output { get; }

    Stream Error { get; }

    /// <summary>The exit code; 128 + N after signal N.</summary>
    Task<int> Exited { get; }

    /// <summary>No more input will come.</summary>
    void CloseInput();

    /// <summary>The size of the terminal; nothing happens where there is none.</summary>
    void Resize(int columns, int rows);
}

public sealed record LogOptions
{
    public bool Follow { get; init; }

    public bool Previous { get; init; }

    public bool Timestamps { get; init; }

    public long? TailLines { get; init; }

    public long? SinceSeconds { get; init; }

    public DateTimeOffset? SinceTime { get; init; }

    public long? LimitBytes { get; init; }
}

/// <summary>
/// Action: kill, pause, resume, cutoff, restore, of a pod; node-down, node-up, cutoff, restore, of a node.
/// Container null means the pod's first; Signal is for kill.
/// </summary>
public sealed record FaultRequest(string Action, string Namespace, string Pod, string? Container, int Signal = 9, string? Node = null);

/// <summary>When it was done, read from the clock right after.</summary>
public sealed record FaultAnswer(DateTimeOffset At);
