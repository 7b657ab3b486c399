using System.Collections.Concurrent;
using System.Net.Sockets;
using RedisOperator.TestSupport.Checking;

namespace RedisOperator.Writer.Checking;

/// <summary>
/// One connection of a lane, to one redis for all its life. Every write that goes out on it ends in the ledger exactly once: by its answer, or as unknown when
/// the connection ends.
/// </summary>
internal sealed class LaneConnection(RespSocket socket, string server, int lane, int number, bool waits, CheckOptions options, CheckLedger ledger, TimeProvider time) : IDisposable
{
    // A redis that says one of these will go on saying it: a client has to look for another.
    private static readonly string[] WrongPlace = ["READONLY", "MASTERDOWN", "LOADING", "MISCONF"];

    private readonly ConcurrentQueue<Expected> _expected = new();
    private readonly List<Answered> _answered = [];
    private readonly CancellationTokenSource _ended = new();

    private sealed record Expected(int Write, DateTimeOffset SentAt)
    {
        public bool IsWait => Write < 0;
    }

    private sealed record Answered(int Write, DateTimeOffset SentAt, DateTimeOffset At);

    public int InFlight => _expected.Count;

    /// <summary>The oldest write without an answer is too old.</summary>
    public bool IsOverdue(DateTimeOffset now, TimeSpan patience) => _expected.TryPeek(out var oldest) && now - oldest.SentAt > patience;

    /// <summary>Some writes in one packet, and behind them, in a lane that waits, one WAIT 1 that speaks for all of them.</summary>
    public async Task SendAsync(int first, int count)
    {
        var bytes = new List<byte>(count * 64);
        var sentAt = time.GetUtcNow();
        for (var write = first; write < first + count; write++)
        {
            RespSocket.Append(bytes, "SET", $"check:{ledger.Run}:{lane}:{write}", $"{write}");
            _expected.Enqueue(new Expected(write, sentAt));
        }

        if (waits)
        {
            RespSocket.Append(bytes, "WAIT", "1", $"{options.WaitTimeout.TotalMilliseconds:0}");
            _expected.Enqueue(new Expected(-1, sentAt));
        }

        try
        {
            await socket.SendAsync(bytes.ToArray(), _ended.Token);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            Dispose();
            GiveUp(e.GetType().Name);
        }
    }

    /// <summary>Reads answers until the connection ends, one way or another.</summary>
    /// <param name="wrongPlace">called once, when this redis says that it is not the one to write to</param>
    public async Task ReceiveAsync(Action wrongPlace)
    {
        var reason = "ended";
        try
        {
            while (true)
            {
                var reply = await socket.ReadAsync(_ended.Token);
                if (!_expected.TryDequeue(out var expected))
                {
                    reason = $"an answer that nobody asked for: {reply}";
                    return;
                }

                if (expected.IsWait)
                {
                    Settle(!reply.IsError && reply.Number >= 1 ? WriteOutcome.Confirmed : WriteOutcome.Unconfirmed);
                }
                else if (Take(expected, reply))
                {
                    wrongPlace();
                }
            }
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            reason = e.GetType().Name;
        }
        finally
        {
            Dispose();
            Settle(WriteOutcome.Unconfirmed);
            GiveUp(reason);
        }
    }

    /// <summary>What is in flight becomes unknown.</summary>
    public void Dispose()
    {
        _ended.Cancel();
        socket.Dispose();
    }

    /// <returns>whether the answer says that this is the wrong redis</returns>
    private bool Take(Expected expected, Reply reply)
    {
        var now = time.GetUtcNow();
        if (reply.IsError)
        {
            Note(expected.Write, WriteOutcome.Refused, expected.SentAt, now, reply.Code);
            return WrongPlace.Contains(reply.Code, StringComparer.Ordinal);
        }

        if (waits)
        {
            _answered.Add(new Answered(expected.Write, expected.SentAt, now));
        }
        else
        {
            Note(expected.Write, WriteOutcome.Acknowledged, expected.SentAt, now, "");
        }

        return false;
    }

    private void Settle(WriteOutcome outcome)
    {
        foreach (var write in _answered)
        {
            Note(write.Write, outcome, write.SentAt, write.At, "");
        }

        _answered.Clear();
    }

    private void GiveUp(string reason)
    {
        while (_expected.TryDequeue(out var lost))
        {
            if (!lost.IsWait)
            {
                Note(lost.Write, WriteOutcome.Unknown, lost.SentAt, time.GetUtcNow(), reason);
            }
        }
    }

    private void Note(int write, WriteOutcome outcome, DateTimeOffset sentAt, DateTimeOffset at, string detail) =>
        ledger.Write(new LedgerEntry(ledger.Run, lane, number, server, write, outcome, sentAt, at, detail));
}
