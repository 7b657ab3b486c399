using Microsoft.Extensions.Logging;

namespace RedisOperator.LocalCluster.Controllers;

internal sealed partial class GarbageCollector
{
    [LoggerMessage(EventId = 110, Level = LogLevel.Debug, Message = "Garbage collection at {Namespace}/{Name}: {Problem}")]
    private static partial void Refused(ILogger logger, string @namespace, string name, string problem);
}
