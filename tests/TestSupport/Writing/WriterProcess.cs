using System.Collections.Concurrent;

namespace RedisOperator.TestSupport.Writing;

/// <summary>A running vip-writer and what it has said so far.</summary>
public sealed class WriterProcess : IAsyncDisposable
{
    private readonly RunningProcess _process;
    private readonly TaskCompletionSource<WriterStarted> _started;
    private readonly ConcurrentQueue<WriterGap> _gaps;
    private readonly Action<WriterLine>? _onLine;
    private volatile WriterSummary? _summary;
    private volatile WriterSecond? _last;

    private WriterProcess(WriterTarget target, string ledgerFile, TimeSpan longest, int rate, Action<WriterLine>? onLine)
    {
        _started = new TaskCompletionSource<WriterStarted>(TaskCreationOptions.RunContinuationsAsynchronously);
        _gaps = new ConcurrentQueue<WriterGap>();
        _onLine = onLine;
        LedgerFile = ledgerFile;
        _process = RunningProcess.Start(
            target.Command("--rate", $"{rate}", "--seconds", $"{longest.TotalSeconds:0.###}", "--wait-half", "--out", ledgerFile), Read);
    }

    public string LedgerFile { get; }

    /// <summary>The interruptions that are over.</summary>
    public IReadOnlyCollection<WriterGap> Gaps => _gaps;

    /// <summary>The counts of the last full second.</summary>
    public WriterSecond? Last => _last;

    /// <summary>Starts half plain, half WAIT 1, and returns when the first write of both lanes was accepted.</summary>
    /// <exception cref="InvalidOperationException">It ended before that; the message holds what it said.</exception>
    public static async Task<WriterProcess> StartAsync(
        WriterTarget target, string ledgerFile, TimeSpan longest, int rate = 200, Action<WriterLine>? onLine = null, CancellationToken cancellationToken = default)
    {
        var writer = new WriterProcess(target, ledgerFile, longest, rate, onLine);
        var first = await Task.WhenAny(writer._started.Task, writer._process.Completion).WaitAsync(TimeSpan.FromSeconds(40), cancellationToken);
        if (first == writer._started.Task)
        {
            return writer;
        }

        var result = await writer._process.Completion;
        throw new InvalidOperationException($"The writer ended before its first write was accepted.\n{result}");
    }

    /// <summary>The first write accepted in any lane after an interruption that began after this moment.</summary>
    public async Task<WriterGap> FirstGapAfterAsync(DateTimeOffset moment, TimeSpan within, CancellationToken cancellationToken = default)
    {
        // A write that was already under way may be answered by a dying master: that is not yet an interruption.
        var gap = await Eventually.GetAsync(
            $"a write is accepted again after {moment:HH:mm:ss.fff}",
            within,
            _ => Task.FromResult(_gaps.Where(gap => gap.BrokenAt >= moment).MinBy(gap => gap.FirstAcceptedAt)),
            gap => gap is not null,
            _ => $"no interruption has ended; the writer said last:\n{_process.Tail}",
            cancellationToken);
        return gap!;
    }

    /// <summary>Ends the writing; what is in flight is still answered.</summary>
    public async Task<WriterSummary> StopAsync()
    {
        var result = await _process.StopAsync();
        return _summary ?? throw new InvalidOperationException($"The writer ended without a summary.\n{result}");
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private void Read(string line)
    {
        if (WriterLine.Parse(line) is not { } parsed)
        {
            return;
        }

        switch (parsed)
        {
            case WriterStarted started:
                _started.TrySetResult(started);
                break;
            case WriterGap gap:
                _gaps.Enqueue(gap);
                break;
            case WriterSecond second:
                _last = second;
                break;
            case WriterSummary summary:
                _summary = summary;
                break;
        }

        _onLine?.Invoke(parsed);
    }
}
