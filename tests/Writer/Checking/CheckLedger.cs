using RedisOperator.TestSupport.Checking;

namespace RedisOperator.Writer.Checking;

/// <summary>The file with every write and what became of it, a line each. Thread safe.</summary>
internal sealed class CheckLedger(string path, string run, TimeProvider time) : IAsyncDisposable
{
    private readonly StreamWriter _file = new(path, append: false);
    private readonly Lock _gate = new();
    private readonly int[] _counts = new int[Enum.GetValues<WriteOutcome>().Length];
    private int _notSent;

    public string Run { get; } = run;

    public CheckCounts Counts
    {
        get
        {
            lock (_gate)
            {
                return new CheckCounts(
                    time.GetUtcNow(), Of(WriteOutcome.Acknowledged), Of(WriteOutcome.Confirmed), Of(WriteOutcome.Unconfirmed), Of(WriteOutcome.Refused), _notSent, Of(WriteOutcome.Unknown));
            }
        }
    }

    public void Write(LedgerEntry entry)
    {
        lock (_gate)
        {
            _counts[(int)entry.Outcome]++;
            _file.Write(entry.ToString());
            _file.Write('\n');
        }
    }

    public void NotSent(int writes) => Interlocked.Add(ref _notSent, writes);

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private int Of(WriteOutcome outcome) => _counts[(int)outcome];
}
