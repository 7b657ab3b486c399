using System.Net;

namespace RedisOperator.Redis;

/// <summary>
/// One authenticated connection, shared and thread safe: concurrent calls are pipelined. Each call has a time limit and can be cancelled
/// without disturbing the others; a call given up before it was sent is never sent, else its answer is skipped when it comes.
/// </summary>
public sealed class RedisConnection : IAsyncDisposable
{
    private readonly RedisTransport _transport;
    private readonly TimeProvider _time;

    private RedisConnection(RedisTransport transport, ConfigurationOptions options, TimeProvider time)
    {
        _transport = transport;
        _time = time;
        Options = options;
    }

    public ConfigurationOptions Options { get; }

    public IPEndPoint RemoteEndPoint => _transport.RemoteEndPoint;

    /// <summary>2 or 3: what the server agreed to.</summary>
    public int Protocol { get; private set; } = 2;

    public bool IsOpen => !Closed.IsCompleted;

    /// <summary>Completes within milliseconds of the other side's close or reset, with the reason; with null when this side disposed the connection. Never faults.</summary>
    public Task<RedisFailure?> Closed => _transport.Closed;

    /// <summary>Connects, authenticates and agrees on the protocol.</summary>
    /// <exception cref="RedisException">Refused, unreachable, timed out, credentials refused, …: see its Kind.</exception>
    public static Task<RedisConnection> ConnectAsync(ConfigurationOptions options, CancellationToken ct) => ConnectAsync(options, TimeProvider.System, ct);

    public static Task<RedisConnection> ConnectAsync(ConfigurationOptions options, TimeProvider time, CancellationToken ct) =>
        ConnectAsync(options, time, null, ct);

    internal static async Task<RedisConnection> ConnectAsync(ConfigurationOptions options, TimeProvider time, IPushHandler? pushes, CancellationToken ct)
    {
        var socket = await SocketConnector.ConnectAsync(options.EndPoint, options.ConnectTimeout, time, ct);
        var connection = new RedisConnection(new RedisTransport(socket, options.EndPoint, time, pushes), options, time);
        try
        {
            connection.Protocol = await RedisHandshake.RunAsync(connection, ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends one command and gives its answer.</summary>
    /// <exception cref="RedisException">An error answer, no answer in time, or the connection broke.</exception>
    /// <exception cref="OperationCanceledException">By <paramref name="ct"/>.</exception>
    public Task<RedisResult> ExecuteAsync(CancellationToken ct, params ReadOnlySpan<string> arguments) =>
        ct.IsCancellationRequested ? Task.FromCanceled<RedisResult>(ct) : ResultAsync(Start(arguments), ct);

    /// <summary>
    /// Sends all commands back to back, waiting for no answer in between, and gives one reply for each, in order: an error answer, a timeout or a broken connection is that reply's
    /// <see cref="RedisReply.Failure"/>, not an exception.
    /// </summary>
    /// <exception cref="OperationCanceledException">By <paramref name="ct"/>.</exception>
    public async Task<IReadOnlyList<RedisReply>> ExecuteManyAsync(IReadOnlyList<string[]> commands, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var calls = commands.Select(command => Start(command)).ToArray();
        return await Task.WhenAll(calls.Select(call => ReplyAsync(call, ct)));
    }

    public ValueTask DisposeAsync() => _transport.DisposeAsync();

    /// <summary>Sends a command that the server answers with push messages only.</summary>
    internal void Post(params ReadOnlySpan<string> arguments) =>
        _transport.Send(new PendingCall(CommandName.Of(arguments), RespWriter.Encode(arguments), expectsReply: false));

    private PendingCall Start(ReadOnlySpan<string> arguments)
    {
        var call = new PendingCall(CommandName.Of(arguments), RespWriter.Encode(arguments), expectsReply: true);
        _transport.Send(call);
        return call;
    }

    private async Task<RedisResult> ResultAsync(PendingCall call, CancellationToken ct) => (await ReplyAsync(call, ct)).GetResultOrThrow();

    private async Task<RedisReply> ReplyAsync(PendingCall call, CancellationToken ct)
    {
        try
        {
            var outcome = await call.Outcome.WaitAsync(Options.CommandTimeout, _time, ct);
            return outcome switch
            {
                { Failure: { } failure } => new RedisReply(null, RedisMetrics.Counted(failure)),
                { Answer: { IsError: true } error } => new RedisReply(null, RedisMetrics.Counted(ErrorAnswer.ToFailure(error, Options.EndPoint, call.Name))),
                _ => new RedisReply(outcome.Answer, null),
            };
        }
        catch (TimeoutException)
        {
            call.Abandon();
            _transport.EndIfSilent(Options.SilenceLimit);
            return new RedisReply(null, RedisMetrics.Counted(new RedisFailure(RedisFailureKind.Timeout, Options.EndPoint, call.Name.Text, $"no answer within {Options.CommandTimeout}")));
        }
        catch (OperationCanceledException)
        {
            // A caller with less patience than CommandTimeout must not keep a dead link alive by never running into it.
            call.Abandon();
            _transport.EndIfSilent(Options.SilenceLimit);
            throw;
        }
    }
}
