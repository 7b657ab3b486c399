using System.Diagnostics;
using System.Globalization;
using RedisOperator.TestSupport.Writing;

namespace RedisOperator.Writer;

/// <summary>One run of the writer: a lane of plain writes and, when asked, one with WAIT 1, until the time is over or it is told to stop.</summary>
internal sealed class WriteRun(WriterOptions options, TimeProvider time, Action<WriterLine> emit)
{
    private static readonly TimeSpan FirstConnection = TimeSpan.FromSeconds(20);

    /// <exception cref="TimeoutException">The address took no write at the start.</exception>
    public async Task<WriterSummary> RunAsync(CancellationToken cancellationToken)
    {
        await using var ledger = new Ledger(options.LedgerFile);
        var run = time.GetUtcNow().ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);
        var interval = TimeSpan.FromSeconds((options.WaitHalf ? 2.0 : 1.0) / options.Rate);
        var plain = new Lane("plain", waits: false, interval, run, options, ledger, time, emit);
        var wait = options.WaitHalf ? new Lane("wait", waits: true, interval, run, options, ledger, time, emit) : null;
        Lane[] lanes = wait is null ? [plain] : [plain, wait];

        var began = Stopwatch.GetTimestamp();
        await StartAsync(lanes, cancellationToken);
        emit(new WriterStarted(time.GetUtcNow(), options.Address.ToString(), Stopwatch.GetElapsedTime(began).TotalMilliseconds));

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        over.CancelAfter(options.Duration);
        var running = Task.WhenAll(lanes.Select(lane => lane.RunAsync(over.Token)));
        await EverySecondAsync(() => emit(new WriterSecond(time.GetUtcNow(), plain.State.Counts, CountsOf(wait))), over.Token);
        await running;

        var summary = new WriterSummary(time.GetUtcNow(), plain.State.Counts, CountsOf(wait), lanes.Max(lane => lane.State.LongestGapMs));
        emit(summary);
        return summary;
    }

    private static WriteCounts CountsOf(Lane? lane) => lane?.State.Counts ?? new WriteCounts(0, 0, 0, 0);

    private async Task StartAsync(Lane[] lanes, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(FirstConnection);
        try
        {
            await Task.WhenAll(lanes.Select(lane => lane.ConnectAsync(bounded.Token)));
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{options.Address} accepted no connection within {FirstConnection.TotalSeconds:0} s.", e);
        }
    }

    private async Task EverySecondAsync(Action report, CancellationToken cancellationToken)
    {
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        try
        {
            while (await second.WaitForNextTickAsync(cancellationToken))
            {
                report();
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
