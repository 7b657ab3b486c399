using RedisOperator.TestSupport.Writing;
using StackExchange.Redis;

namespace RedisOperator.Writer;

/// <summary>Reads back everything that a ledger says was acknowledged.</summary>
internal sealed class Verification(WriterOptions options, TimeProvider time, Action<WriterLine> emit)
{
    private const int Batch = 500;
    private static readonly TimeSpan FirstConnection = TimeSpan.FromSeconds(20);

    public async Task<WriterVerdict> RunAsync(CancellationToken cancellationToken)
    {
        var acknowledged = Ledger.Read(options.LedgerFile);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(FirstConnection);
        using var connection = await VipConnection.Reconnecting(options.Address, options.Password, time).ConnectAsync(bounded.Token);
        var missing = new List<MissingWrite>();
        foreach (var batch in acknowledged.Chunk(Batch))
        {
            var values = await connection.Database.StringGetAsync([.. batch.Select(write => (RedisKey)write.Key)]);
            missing.AddRange(batch.Zip(values).Where(pair => pair.Second != Ledger.ValueOf(pair.First.Key)).Select(pair => new MissingWrite(pair.First.Lane, pair.First.Key)));
        }

        missing.ForEach(emit);
        var verdict = new WriterVerdict(
            acknowledged.Count(write => write.Lane == "plain"), missing.Count(write => write.Lane == "plain"),
            acknowledged.Count(write => write.Lane == "wait"), missing.Count(write => write.Lane == "wait"));
        emit(verdict);
        return verdict;
    }
}
