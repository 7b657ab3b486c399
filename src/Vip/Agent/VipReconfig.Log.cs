namespace RedisOperator.Vip;

public sealed partial class VipReconfig
{
    [LoggerMessage(6201, LogLevel.Information, "{MasterName} moved from {From} to {To}, says this {Role}: {Outcome}")]
    private partial void LogDone(string masterName, string from, string to, string role, string outcome);

    [LoggerMessage(6202, LogLevel.Warning, "{MasterName} moved from {From} to {To}, says this {Role}, but {Why}: Sentinel will run this again")]
    private partial void LogUnsure(string masterName, string from, string to, string role, string why);
}
