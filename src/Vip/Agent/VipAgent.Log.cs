namespace RedisOperator.Vip;

public sealed partial class VipAgent
{
    [LoggerMessage(6001, LogLevel.Information, "keeps {Settings} where {MasterName} is master; hold-for {HoldFor} s, lease {Lease} s")]
    private partial void LogStarted(VipSettings settings, string masterName, double holdFor, double lease);

    [LoggerMessage(6002, LogLevel.Information, "{Verdict} ({Reason}): {Message}")]
    private partial void LogDecided(Verdict verdict, HoldReason reason, string message);

    [LoggerMessage(6003, LogLevel.Warning, "{Verdict} ({Reason}): {Message}")]
    private partial void LogUnsure(Verdict verdict, HoldReason reason, string message);

    [LoggerMessage(6004, LogLevel.Information, "stopped, and the address is not here")]
    private partial void LogStopped();

    [LoggerMessage(6006, LogLevel.Error, "this host refuses: {Why}; tried again every {Pause} s")]
    private partial void LogRefused(string why, double pause);

    [LoggerMessage(6007, LogLevel.Information, "asked to end: {Vip} stays until this redis is no longer master, for {StopWithin} s at most")]
    private partial void LogStopping(VipAddress vip, double stopWithin);

    [LoggerMessage(6005, LogLevel.Warning, "sentinel {Sentinel} does not answer: {Why}")]
    private partial void LogSentinelSilent(string sentinel, string why);
}
