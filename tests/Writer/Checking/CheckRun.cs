using System.Globalization;
using RedisOperator.TestSupport.Checking;

namespace RedisOperator.Writer.Checking;

/// <summary>Writes and watches until told to stop. Its standard input names the pods to watch: <c>follow UID ADDRESS</c>, <c>leave UID</c>.</summary>
internal sealed class CheckRun(CheckOptions options, TimeProvider time, Action<CheckLine> emit)
{
    private static readonly TimeSpan FirstConnection = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CountsEvery = TimeSpan.FromMilliseconds(250);

    /// <exception cref="TimeoutException">The address took no connection at the start.</exception>
    public async Task RunAsync(TextReader input, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        over.CancelAfter(options.Duration);
        await using var ledger = new CheckLedger(options.LedgerFile, time.GetUtcNow().ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture), time);
        await using (var roles = new RoleWatch(options.Password, options.Address.Port, time, emit))
        {
            // Reading standard input cannot be cancelled: it ends with the process.
            _ = Task.Run(() => ReadAsync(input, roles), CancellationToken.None);
            var stalls = StallWatch.RunAsync(time, emit, over.Token);
            var lanes = Enumerable.Range(0, options.Rate == 0 ? 0 : options.Connections).Select(number => new CheckLane(number, options, ledger, time)).ToArray();
            await ConnectAsync(lanes, over.Token);
            emit(new CheckStarted(time.GetUtcNow()));

            var running = lanes.Select(lane => lane.RunAsync(over.Token)).ToArray();
            await CountAsync(ledger, over.Token);
            await Task.WhenAll([stalls, .. running]);
        }

        emit(ledger.Counts);
    }

    private static async Task ReadAsync(TextReader input, RoleWatch roles)
    {
        while (await input.ReadLineAsync() is { } line)
        {
            switch (line.Split(' '))
            {
                case ["follow", var pod, var address]:
                    roles.Follow(pod, address);
                    break;
                case ["leave", var pod]:
                    await roles.LeaveAsync(pod);
                    break;
            }
        }
    }

    private async Task ConnectAsync(CheckLane[] lanes, CancellationToken cancellationToken)
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

    private async Task CountAsync(CheckLedger ledger, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(CountsEvery, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            emit(ledger.Counts);
        }
    }
}
