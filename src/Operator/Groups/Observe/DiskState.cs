using RedisOperator.Redis;

namespace RedisOperator.Operator.Groups.Observe;

/// <summary>What a redis says of its files.</summary>
/// <param name="AppendsToFile">The append-only file is on; while it is being begun, it cannot be started from yet.</param>
/// <param name="IsRewriting">An append-only file is being written anew, or will be.</param>
/// <param name="RewriteSucceeded">The last time that went well.</param>
/// <param name="IsSaving">A snapshot is being written.</param>
/// <param name="SaveSucceeded">The last snapshot went well.</param>
/// <param name="LastSave">When the last snapshot was done, in seconds of the process' own clock; its start when there was none.</param>
public sealed record DiskState(bool AppendsToFile, bool IsRewriting, bool RewriteSucceeded, bool IsSaving, bool SaveSucceeded, long LastSave)
{
    /// <summary>It could be started from its append-only file now.</summary>
    public bool HasAppendOnlyFile => AppendsToFile && !IsRewriting && RewriteSucceeded;

    public static DiskState? From(RedisInfo persistence) =>
        persistence.AofEnabled is { } appends && long.TryParse(persistence["rdb_last_save_time"], out var lastSave)
            ? new(
                appends,
                persistence["aof_rewrite_in_progress"] == "1" || persistence["aof_rewrite_scheduled"] == "1",
                persistence["aof_last_bgrewrite_status"] == "ok",
                persistence["rdb_bgsave_in_progress"] == "1",
                persistence["rdb_last_bgsave_status"] == "ok",
                lastSave)
            : null;
}
