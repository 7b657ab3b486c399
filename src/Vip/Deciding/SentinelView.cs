using RedisOperator.Redis;

namespace RedisOperator.Vip;

/// <summary>The last answer of one sentinel.</summary>
/// <param name="Sentinel">its address, for people</param>
/// <param name="At">when it answered, on the evidence's clock</param>
/// <param name="Master">whom it names; null when it monitors no master of that name</param>
/// <param name="Epoch">the config-epoch that this opinion has</param>
/// <param name="FailoverRuns">this very sentinel leads a failover now</param>
/// <param name="Selected">the replica that its failover has selected to be the next master, or the only one that it can select</param>
public sealed record SentinelView(string Sentinel, TimeSpan At, HostPort? Master, long Epoch, bool FailoverRuns = false, HostPort? Selected = null);
