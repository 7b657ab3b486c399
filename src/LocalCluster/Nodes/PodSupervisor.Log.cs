using Microsoft.Extensions.Logging;

namespace RedisOperator.LocalCluster.Nodes;

internal sealed partial class PodSupervisor
{
    [LoggerMessage(EventId = 310, Level = LogLevel.Error, Message = "The agent lost pod {Namespace}/{Name}")]
    private static partial void Broken(ILogger logger, Exception e, string @namespace, string name);
}
