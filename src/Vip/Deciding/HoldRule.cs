using RedisOperator.Redis;

namespace RedisOperator.Vip;

/// <summary>
/// Whether the address belongs on this host. Sentinel's majority decides, and this host's redis has to agree; during a failover the replica that it has
/// selected need not wait for the majority to hear of it, which takes Sentinel about a second.
/// </summary>
public static class HoldRule
{
    /// <summary>The first rule that has an answer gives it; the rules that let go come first.</summary>
    public static Decision Decide(Evidence evidence, HoldRules rules) =>
        ReplicaHere(evidence) ?? MasterElsewhere(evidence, rules) ?? NobodyHere(evidence, rules) ?? MasterHere(evidence, rules) ?? Unsure(evidence, rules);

    private static Decision? ReplicaHere(Evidence evidence) => evidence.Redis.Role == OwnRole.Replica
        ? new Decision(Verdict.Drop, HoldReason.NotMaster, $"this redis is a replica: {evidence.Redis.Detail}")
        : null;

    /// <summary>
    /// A redis that has died: the address stays until another one is promoted. Nobody can write here, and a client that is refused tries again at once; one whose packets
    /// nobody answers, because the address is nowhere, waits a second before it sends the next.
    /// </summary>
    private static Decision? NobodyHere(Evidence evidence, HoldRules rules)
    {
        if (evidence.Redis.Role != OwnRole.Gone)
        {
            return null;
        }

        var why = $"there is no redis here: {evidence.Redis.Detail}";
        return evidence is { Holds: true, Claim: { } claim } && evidence.Now < claim.SureAt + rules.HoldFor
            ? new Decision(Verdict.Wait, HoldReason.RedisGone, $"{why}; the address stays until another one is promoted, for {Seconds(claim.SureAt + rules.HoldFor - evidence.Now)} at most", claim, claim.SureAt + rules.HoldFor)
            : new Decision(Verdict.Drop, HoldReason.RedisGone, why);
    }

    private static Decision? MasterElsewhere(Evidence evidence, HoldRules rules)
    {
        if (evidence.PromotedElsewhere is { } promoted)
        {
            return new Decision(Verdict.Drop, HoldReason.AnotherPromoted, $"the running failover has promoted {promoted}");
        }

        var heard = HeardSince(evidence, rules);
        var other = evidence.Sentinels
            .Where(view => view.Master is { } named && !evidence.Self.Contains(named) && view.Epoch > heard)
            .GroupBy(view => view.Master!.Value)
            .FirstOrDefault(opinion => opinion.Count() >= evidence.Needed);
        return other is null
            ? null
            : new Decision(Verdict.Drop, HoldReason.AnotherNamed, $"{other.Count()} of {evidence.Known} sentinels name {other.Key}");
    }

    /// <summary>Opinions of this epoch or an older one are of the time before this host's redis was chosen; -1 when it was not.</summary>
    private static long HeardSince(Evidence evidence, HoldRules rules) => Fresh(evidence, rules)
        .Where(view => view.Selected is { } selected && evidence.Self.Contains(selected))
        .Select(view => view.Epoch).Append(evidence.Claim?.Epoch ?? -1).Max();

    private static Decision? MasterHere(Evidence evidence, HoldRules rules)
    {
        if (evidence.Redis.Role != OwnRole.Master)
        {
            return null;
        }

        var fresh = Fresh(evidence, rules);
        return Named(evidence, fresh, rules) ?? Selected(evidence, fresh);
    }

    private static Decision? Named(Evidence evidence, SentinelView[] fresh, HoldRules rules)
    {
        SentinelView[] naming = [.. fresh.Where(view => view.Master is { } named && evidence.Self.Contains(named)).OrderByDescending(view => view.At)];
        if (naming.Length < evidence.Needed)
        {
            return null;
        }

        var claim = new Claim(naming[evidence.Needed - 1].At, naming.Max(view => view.Epoch));
        return new Decision(
            Verdict.Hold, HoldReason.NamedByMajority, $"this redis says master, and {naming.Length} of {evidence.Known} sentinels name {naming[0].Master}", claim,
            claim.SureAt + rules.FreshFor);
    }

    /// <summary>Two failovers at once may promote two replicas: then neither takes the address before the majority has chosen.</summary>
    private static Decision? Selected(Evidence evidence, SentinelView[] fresh)
    {
        SentinelView[] leading = [.. fresh.Where(view => view.Selected is not null)];
        if (fresh.Length < evidence.Needed || leading.Length == 0 || !leading.All(view => evidence.Self.Contains(view.Selected!.Value)))
        {
            return null;
        }

        // The leader's epoch is still the one of before, or already the new one: either way what others say is no newer until they have heard.
        var claim = new Claim(leading.Max(view => view.At), leading.Max(view => view.Epoch));
        return new Decision(
            Verdict.Hold, HoldReason.SelectedByFailover, $"this redis says master, and the failover of sentinel {leading[0].Sentinel} has selected it, or can select nobody else", claim);
    }

    private static Decision Unsure(Evidence evidence, HoldRules rules)
    {
        var (reason, why) = evidence.Redis.Role == OwnRole.Unknown
            ? (HoldReason.RedisSilent, $"this redis does not say what it is: {evidence.Redis.Detail}")
            : (HoldReason.NoMajority, Opinions(evidence, rules));
        if (!evidence.Holds || evidence.Claim is not { } claim)
        {
            return new Decision(Verdict.Drop, reason, why);
        }

        var until = claim.SureAt + rules.HoldFor;
        return evidence.Now < until
            ? new Decision(Verdict.Wait, reason, $"{why}; the address goes unless that changes within {Seconds(until - evidence.Now)}", claim, until)
            : new Decision(Verdict.Drop, reason, $"{why}, for {Seconds(evidence.Now - claim.SureAt)}");
    }

    private static SentinelView[] Fresh(Evidence evidence, HoldRules rules) => [.. evidence.Sentinels.Where(view => evidence.Now - view.At <= rules.FreshFor)];

    private static string Opinions(Evidence evidence, HoldRules rules)
    {
        var fresh = Fresh(evidence, rules);
        if (fresh.Length < evidence.Needed)
        {
            return $"only {fresh.Length} of {evidence.Known} sentinels answer, {evidence.Needed} have to";
        }

        var opinions = fresh.GroupBy(view => view.Master).Select(opinion => $"{opinion.Count()} {Name(opinion.Key)}");
        return $"no {evidence.Needed} of {evidence.Known} sentinels agree ({string.Join(", ", opinions)})";
    }

    private static string Name(HostPort? master) => master is { } named ? $"name {named}" : "know no master of this name";

    private static string Seconds(TimeSpan time) => $"{time.TotalSeconds:0.0} s";
}
