using Microsoft.Extensions.Logging;

namespace RedisOperator.LocalCluster.Controllers;

internal abstract partial class Controller
{
    [LoggerMessage(EventId = 100, Level = LogLevel.Warning, Message = "{Controller} {Namespace}/{Name}: {Problem}")]
    private static partial void Refused(ILogger logger, string controller, string @namespace, string name, string problem);
}
