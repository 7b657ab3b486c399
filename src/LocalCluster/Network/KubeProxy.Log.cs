using Microsoft.Extensions.Logging;

namespace RedisOperator.LocalCluster.Network;

internal sealed partial class KubeProxy
{
    [LoggerMessage(EventId = 200, Level = LogLevel.Error, Message = "Service rules were not written: {Problem}")]
    private static partial void SyncFailed(ILogger logger, string problem);
}
