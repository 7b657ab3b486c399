namespace RedisOperator.Operator.Diagnostics.Inspect;

public sealed partial class InspectServer
{
    [LoggerMessage(4101, LogLevel.Warning, "'redis-operator inspect' will have no answer here: 127.0.0.1:{Port} cannot be listened on: {Reason}")]
    private partial void LogNotServed(int port, string reason);

    [LoggerMessage(4102, LogLevel.Debug, "somebody who asked was not answered: {Reason}")]
    private partial void LogGone(string reason);
}
