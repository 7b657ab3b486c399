using Microsoft.Extensions.Logging;

namespace k8s.LeaderElection;

public sealed partial class LeaderElector
{
    [LoggerMessage(2201, LogLevel.Information, "{Lease}: {Identity} leads")]
    private partial void LogLeading(string lease, string identity);

    [LoggerMessage(2202, LogLevel.Information, "{Lease}: {Identity} leads no more")]
    private partial void LogStopped(string lease, string identity);

    [LoggerMessage(2203, LogLevel.Warning, "{Lease}: not renewed for {Seconds} s, giving up leadership")]
    private partial void LogDeadline(string lease, double seconds);

    [LoggerMessage(2204, LogLevel.Warning, "{Lease}: cannot be read or written: {Cause}")]
    private partial void LogFailed(string lease, string cause);

    [LoggerMessage(2205, LogLevel.Warning, "{Lease}: not given back, it runs out by itself: {Cause}")]
    private partial void LogNotReleased(string lease, string cause);
}
