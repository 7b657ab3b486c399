namespace RedisOperator.Operator.Resources;

/// <summary>
/// Holds SIGTERM back from a master until it is none, so that its writes are handed over and not broken off: BLPOP on a key that nobody writes blocks on a master,
/// and ends at once with an error on a replica or when the master becomes one. One command, no script, no password.
/// </summary>
internal static class LeaveHook
{
    public const string User = "leaving";
    public const string Key = "redisoperator.io/leaving";

    /// <summary>Seconds at most: six, of which a switchover takes two, and no more than a third of the grace period, so that redis has the rest to bring its replicas level and to write its files.</summary>
    public static long Seconds(long gracePeriodSeconds) => Math.Min(6, gracePeriodSeconds / 3);

    public static IList<string> Command(int port, long seconds) =>
        ["redis-cli", "-p", port.ToString(), "--user", User, "--pass", User, "--no-auth-warning", "BLPOP", Key, seconds.ToString()];
}
