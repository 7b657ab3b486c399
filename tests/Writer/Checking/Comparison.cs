using RedisOperator.TestSupport.Checking;

namespace RedisOperator.Writer.Checking;

/// <summary>Reads back every write of some ledgers whose outcome is certain.</summary>
internal sealed class Comparison(CheckOptions options, TimeProvider time)
{
    private const int Batch = 500;
    private const int Examples = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task<CheckedLedger> RunAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var certain = files.SelectMany(LedgerEntry.ReadFile).Where(entry => entry.Outcome is WriteOutcome.Acknowledged or WriteOutcome.Confirmed or WriteOutcome.Refused).ToArray();
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(Patience);
        using var socket = await new Reconnecting<RespSocket>(() => Login.TryAsync(options.Address, options.Password), time).ConnectAsync(bounded.Token);
        var server = await Login.ServerAsync(socket, bounded.Token);
        var role = (await socket.CallAsync(bounded.Token, "ROLE")).Items[0].Text!;
        var wrong = new List<LedgerEntry>();
        foreach (var batch in certain.Chunk(Batch))
        {
            var values = (await socket.CallAsync(bounded.Token, ["MGET", .. batch.Select(entry => entry.Key)])).Items;
            wrong.AddRange(batch.Zip(values).Where(pair => pair.First.Outcome == WriteOutcome.Refused == (pair.Second.Text == pair.First.Value)).Select(pair => pair.First));
        }

        return new CheckedLedger(
            server, role, Count(certain, WriteOutcome.Acknowledged), Count(wrong, WriteOutcome.Acknowledged), Count(certain, WriteOutcome.Confirmed),
            Count(wrong, WriteOutcome.Confirmed), Count(certain, WriteOutcome.Refused), Count(wrong, WriteOutcome.Refused),
            [.. wrong.Take(Examples).Select(entry => $"{entry.Key} {entry.Outcome} by {entry.Server}, sent {entry.SentAt:HH:mm:ss.ffffff}, answered {entry.AnsweredAt:HH:mm:ss.ffffff}")]);
    }

    private static int Count(IEnumerable<LedgerEntry> entries, WriteOutcome outcome) => entries.Count(entry => entry.Outcome == outcome);
}
