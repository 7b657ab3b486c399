using Microsoft.Extensions.Logging;

namespace k8s.Informers;

public sealed partial class Informer<T>
{
    [LoggerMessage(2101, LogLevel.Debug, "{Kind}: listed {Count} at version {Version}")]
    private partial void LogListed(string kind, int count, string version);

    [LoggerMessage(2102, LogLevel.Warning, "{Kind}: lost the watch, listing again: {Cause}")]
    private partial void LogLost(string kind, string cause);

    [LoggerMessage(2103, LogLevel.Warning, "{Kind}: the server's versions went back behind {Version}, listing again")]
    private partial void LogWentBack(string kind, string version);

    [LoggerMessage(2104, LogLevel.Error, "{Kind}: a handler failed on {Name}")]
    private partial void LogHandlerFailed(Exception cause, string kind, NamespacedName name);
}
