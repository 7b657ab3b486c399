using k8s;
using Microsoft.Extensions.Logging;

namespace KubeOps.Abstractions.Events;

public sealed partial class EventRecorder
{
    [LoggerMessage(2301, LogLevel.Warning, "{Name}: the Event {Reason} could not be told: {Cause}")]
    private partial void LogNotTold(NamespacedName name, string reason, string cause);
}
