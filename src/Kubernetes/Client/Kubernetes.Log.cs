using Microsoft.Extensions.Logging;

namespace k8s;

public sealed partial class Kubernetes
{
    [LoggerMessage(2001, LogLevel.Trace, "{Operation}: {Code}")]
    private partial void LogAnswered(string operation, int code);
}
