using System.Net;
using Microsoft.Extensions.Logging;

namespace RedisOperator.LocalCluster.Network.LoadBalancing;

internal sealed partial class Announcer
{
    [LoggerMessage(EventId = 210, Level = LogLevel.Warning, Message = "{Address} was not announced: {Problem}")]
    private static partial void NotSent(ILogger logger, IPAddress address, string problem);

    [LoggerMessage(EventId = 211, Level = LogLevel.Warning, Message = "Nothing is heard on the link: {Problem}")]
    private static partial void NotHeard(ILogger logger, string problem);
}
