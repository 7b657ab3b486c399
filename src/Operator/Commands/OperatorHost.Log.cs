namespace RedisOperator.Operator.Commands;

internal sealed partial class OperatorHost
{
    [LoggerMessage(4001, LogLevel.Information, "watching groups in {Namespaces} at {Host}")]
    private partial void LogSynced(string namespaces, string? host);

    [LoggerMessage(4002, LogLevel.Information, "{Identity} leads")]
    private partial void LogLeading(string identity);

    [LoggerMessage(4003, LogLevel.Information, "{Identity} does not lead any more")]
    private partial void LogNotLeading(string identity);

    [LoggerMessage(4004, LogLevel.Information, "stopped")]
    private partial void LogStopped();

    [LoggerMessage(4005, LogLevel.Critical, "cannot run: {Reason}")]
    private partial void LogCannotRun(string reason);
}
