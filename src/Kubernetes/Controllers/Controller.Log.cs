using Microsoft.Extensions.Logging;

namespace k8s.Controllers;

public sealed partial class Controller
{
    [LoggerMessage(2401, LogLevel.Debug, "{Controller} {Key}: done in {Milliseconds} ms")]
    private partial void LogDone(string controller, NamespacedName key, double milliseconds);

    [LoggerMessage(2402, LogLevel.Debug, "{Controller} {Key}: again in {Delay} ms, done in {Milliseconds} ms")]
    private partial void LogAgain(string controller, NamespacedName key, double delay, double milliseconds);

    [LoggerMessage(2403, LogLevel.Error, "{Controller} {Key}: failed after {Milliseconds} ms: {Reason}")]
    private partial void LogFailed(Exception? cause, string controller, NamespacedName key, string reason, double milliseconds);
}
