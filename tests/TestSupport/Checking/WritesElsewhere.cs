namespace RedisOperator.TestSupport.Checking;

/// <summary>
/// Writes through the VIP that were acknowledged by a pod it did not lead to. Within one pass of a move that is allowed: routing comes first, then the old
/// master is demoted. It would be allowed to established connections of a cut-off master as well (nobody can reach it to close them), but a writer beside the
/// nodes loses those; clients on the master's own side are counted apart.
/// </summary>
internal static class WritesElsewhere
{
    // An answer may be read a little before the watch event that was sent before it.
    private static readonly TimeSpan WatchDelay = TimeSpan.FromMilliseconds(250);

    public static IEnumerable<Violation> Find(CheckRecord record)
    {
        var led = record.Pods.GroupBy(pod => pod.Name, StringComparer.Ordinal)
            .ToDictionary(pods => pods.Key, pods => pods.SelectMany(pod => record.LedTo(pod.Uid)).ToArray(), StringComparer.Ordinal);
        return record.Writes.Where(write => write.WasAnsweredOk && !IsRight(record, led, write))
            .GroupBy(write => (write.Run, write.Lane, write.Connection))
            .Select(writes => new Violation(
                ViolationKind.WriteByAnotherPod,
                new Span(writes.Min(write => write.AnsweredAt), writes.Max(write => write.AnsweredAt)),
                $"{writes.Count()} writes of client {writes.Key.Lane}, connection {writes.Key.Connection}, by {PodOf(record, writes.First())}"));
    }

    private static bool IsRight(CheckRecord record, Dictionary<string, Span[]> led, LedgerEntry write)
    {
        if (!led.TryGetValue(PodOf(record, write), out var spans))
        {
            return false;
        }

        return spans.Any(span => write.AnsweredAt >= span.From - WatchDelay && write.AnsweredAt <= span.To + Rules.Pass + record.ExtraAt(span.To) + record.StalledIn(new Span(span.To, write.AnsweredAt)));
    }

    private static string PodOf(CheckRecord record, LedgerEntry write) => record.PodOfServer.GetValueOrDefault(write.Server, $"a redis that announces {write.Server}");
}
