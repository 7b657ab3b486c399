using System.Collections.Concurrent;
using RedisOperator.TestSupport.Writing;

namespace RedisOperator.TestSupport.Checking;

/// <summary>How much is written, and how.</summary>
/// <param name="Rate">writes a second over all connections; 0 only watches</param>
/// <param name="Connections">how many clients share it</param>
/// <param name="WaitHalf">every second client follows its writes with WAIT 1</param>
public sealed record CheckLoad(int Rate = 200, int Connections = 4, bool WaitHalf = true);

/// <summary>A running <c>vip-writer check</c> and what it has said so far.</summary>
public sealed class CheckProcess : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private readonly RunningProcess _process;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<RoleSpan> _roles = new();
    private readonly ConcurrentQueue<Stall> _stalls = new();
    private volatile CheckCounts? _counts;

    private CheckProcess(WriterTarget target, string ledgerFile, CheckLoad load)
    {
        LedgerFile = ledgerFile;
        string[] waits = load.WaitHalf ? ["--wait-half"] : [];
        _process = RunningProcess.Start(
            target.Command(["check", "--rate", $"{load.Rate}", "--connections", $"{load.Connections}", "--seconds", $"{Longest.TotalSeconds:0}", "--out", ledgerFile, .. waits]) with { KeepsInputOpen = true },
            Read);
    }

    public string LedgerFile { get; }

    public IReadOnlyCollection<RoleSpan> Roles => _roles;

    public IReadOnlyCollection<Stall> Stalls => _stalls;

    /// <summary>The counts of a moment ago.</summary>
    public CheckCounts? Counts => _counts;

    public static CheckProcess Start(WriterTarget target, string ledgerFile, CheckLoad load) => new(target, ledgerFile, load);

    /// <summary>Waits until every connection stands.</summary>
    /// <exception cref="InvalidOperationException">It ended before that; the message holds what it said.</exception>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (await Task.WhenAny(_started.Task, _process.Completion).WaitAsync(TimeSpan.FromSeconds(40), cancellationToken) == _process.Completion)
        {
            throw new InvalidOperationException($"The checker ended before it had begun.\n{await _process.Completion}");
        }
    }

    /// <summary>Waits for half a second's worth of accepted writes: by then all of its code has run once, and is no longer what is measured.</summary>
    public Task WarmAsync(CheckLoad load, CancellationToken cancellationToken) => Eventually.GetAsync(
        "the checker's writes are accepted", TimeSpan.FromSeconds(20), _ => Task.FromResult(_counts),
        counts => load.Rate == 0 || counts?.Acknowledged + counts?.Confirmed >= load.Rate / 2, counts => $"{counts?.ToJson()}\n{_process.Tail}", cancellationToken);

    public void Say(string line) => _process.Say(line);

    /// <summary>Ends it; what is in flight is still answered, and the ledger is complete.</summary>
    public async Task StopAsync()
    {
        var result = await _process.StopAsync();
        if (!result.Succeeded)
        {
            throw new RunFailedException(result);
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private void Read(string line)
    {
        switch (CheckLine.Parse(line))
        {
            case CheckStarted:
                _started.TrySetResult();
                break;
            case RoleSpan role:
                _roles.Enqueue(role);
                break;
            case Stall stall:
                _stalls.Enqueue(stall);
                break;
            case CheckCounts counts:
                _counts = counts;
                break;
        }
    }
}
