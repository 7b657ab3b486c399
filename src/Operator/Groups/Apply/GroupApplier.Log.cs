namespace RedisOperator.Operator.Groups.Apply;

public sealed partial class GroupApplier
{
    [LoggerMessage(5001, LogLevel.Information, "{Namespace}/{Group}: done: {Step}")]
    private partial void LogDone(string? @namespace, string? group, string step);

    [LoggerMessage(5002, LogLevel.Warning, "{Namespace}/{Group}: failed: {Step}: {Error}")]
    private partial void LogFailed(string? @namespace, string? group, string step, string error);
}
