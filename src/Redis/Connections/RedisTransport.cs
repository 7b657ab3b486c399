using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace RedisOperator.Redis;

/// <summary>
/// One socket with commands going out in order and answers matched to them in order. A single writer loop sends whatever has been queued in one go;
/// a single reader loop is always receiving, which is how the other side's death is seen at once. The reader alone decides that the connection has ended:
/// a failed send may overtake bytes (such as -DENIED) that explain the failure.
/// </summary>
internal sealed class RedisTransport : IAsyncDisposable
{
    private const int MaxBatchBytes = 64 * 1024;
    private readonly Lock _gate = new();
    private readonly Queue<PendingCall> _unanswered = new();
    private readonly Channel<PendingCall> _outgoing = Channel.CreateUnbounded<PendingCall>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource<RedisFailure?> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RespReader _reader = new(RespLimits.Default);
    private readonly Socket _socket;
    private readonly EndPoint _endPoint;
    private readonly TimeProvider _time;
    private readonly IPushHandler? _pushes;
    private readonly Task _reading;
    private readonly Task _writing;
    private RedisFailure? _ended;
    private long _lastReceived;

    public RedisTransport(ConnectedSocket connected, EndPoint endPoint, TimeProvider time, IPushHandler? pushes)
    {
        _socket = connected.Socket;
        _endPoint = endPoint;
        _time = time;
        _pushes = pushes;
        _lastReceived = time.GetTimestamp();
        RemoteEndPoint = connected.Peer;
        _reading = ReadLoopAsync();
        _writing = WriteLoopAsync();
    }

    public IPEndPoint RemoteEndPoint { get; }

    /// <summary>Completes with the failure that ended the connection, or null when this side disposed it.</summary>
    public Task<RedisFailure?> Closed => _closed.Task;

    public void Send(PendingCall call)
    {
        if (!_outgoing.Writer.TryWrite(call))
        {
            call.Fail(WhyEnded(call));
        }
    }

    /// <summary>Ends the connection when nothing was received for <paramref name="limit"/> although something was asked.</summary>
    public void EndIfSilent(TimeSpan limit)
    {
        long askedAt;
        lock (_gate)
        {
            if (!_unanswered.TryPeek(out var oldest))
            {
                return;
            }

            askedAt = oldest.SentAt;
        }

        if (_time.GetElapsedTime(Math.Max(askedAt, Volatile.Read(ref _lastReceived))) >= limit)
        {
            var failure = Failure(RedisFailureKind.Timeout, $"nothing received for {limit}");
            End(failure, failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        End(Failure(RedisFailureKind.ConnectionLost, "this side closed the connection"), null);
        await _reading;
        await _writing;
    }

    private async Task ReadLoopAsync()
    {
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(_reader.GetMemory(), SocketFlags.None);
                if (received == 0)
                {
                    End(Failure(RedisFailureKind.ConnectionLost, "the other side closed the connection"));
                    return;
                }

                Volatile.Write(ref _lastReceived, _time.GetTimestamp());
                _reader.Advance(received);
                while (_reader.TryRead(out var value))
                {
                    Dispatch(value);
                }
            }
        }
        catch (SocketException e)
        {
            End(SocketFailure.From(e, _endPoint, "receive"));
        }
        catch (ObjectDisposedException)
        {
            End(Failure(RedisFailureKind.ConnectionLost, "this side closed the connection"));
        }
        catch (RespException e)
        {
            End(Failure(RedisFailureKind.ProtocolError, e.Message));
        }
    }

    private async Task WriteLoopAsync()
    {
        var batch = new ArrayBufferWriter<byte>();
        try
        {
            while (await _outgoing.Reader.WaitToReadAsync())
            {
                while (batch.WrittenCount < MaxBatchBytes && _outgoing.Reader.TryRead(out var call))
                {
                    if (TryExpectAnswer(call))
                    {
                        batch.Write(call.Bytes.Span);
                    }
                }

                await SendAllAsync(batch.WrittenMemory);
                batch.ResetWrittenCount();
            }
        }
        catch (SocketException)
        {
            // The reader sees the same broken socket, after whatever the other side said last; it ends the connection and fails the calls.
            await _closed.Task;
        }
        catch (ObjectDisposedException)
        {
            await _closed.Task;
        }

        while (_outgoing.Reader.TryRead(out var unsent))
        {
            unsent.Fail(WhyEnded(unsent));
        }
    }

    private async ValueTask SendAllAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None)..];
        }
    }

    private bool TryExpectAnswer(PendingCall call)
    {
        if (call.IsAbandoned)
        {
            return false;
        }

        lock (_gate)
        {
            if (_ended is not null)
            {
                call.Fail(WhyEnded(call));
                return false;
            }

            if (call.ExpectsReply)
            {
                call.SentAt = _time.GetTimestamp();
                _unanswered.Enqueue(call);
            }

            return true;
        }
    }

    private void Dispatch(RedisResult value)
    {
        if (value.Kind == RedisResultKind.Push || _pushes?.IsPush(value) == true)
        {
            _pushes?.OnPush(value);
            return;
        }

        if (TryDequeue(out var call))
        {
            call.Complete(value);
        }
        else if (value.IsError)
        {
            // Said before anything was asked: protected mode, too many clients. The server closes next.
            End(ErrorAnswer.ToFailure(value, _endPoint, new CommandName("connect", CarriesSecret: false)));
        }
        else
        {
            End(Failure(RedisFailureKind.ProtocolError, "an answer came to nothing that was asked"));
        }
    }

    private bool TryDequeue([NotNullWhen(true)] out PendingCall? call)
    {
        lock (_gate)
        {
            return _unanswered.TryDequeue(out call);
        }
    }

    private void End(RedisFailure why) => End(why, why);

    private void End(RedisFailure forCalls, RedisFailure? forOwner)
    {
        PendingCall[] waiting;
        lock (_gate)
        {
            if (_ended is not null)
            {
                return;
            }

            _ended = forCalls;
            waiting = [.. _unanswered];
            _unanswered.Clear();
        }

        _outgoing.Writer.TryComplete();
        _socket.Dispose();
        _closed.TrySetResult(forOwner);
        foreach (var call in waiting)
        {
            call.Fail(WhyEnded(call));
        }
    }

    private RedisFailure WhyEnded(PendingCall call) => _ended! with { Operation = call.Name.Text };

    private RedisFailure Failure(RedisFailureKind kind, string detail) => new(kind, _endPoint, "receive", detail);
}
