using Microsoft.Extensions.Logging;

namespace RedisOperator.LocalCluster.Nodes.Pods;

internal sealed partial class PodRunner
{
    [LoggerMessage(EventId = 300, Level = LogLevel.Debug, Message = "Pod {Namespace}/{Name}: {Problem}")]
    private static partial void Noted(ILogger logger, string @namespace, string name, string problem);

    [LoggerMessage(EventId = 301, Level = LogLevel.Error, Message = "Pod {Namespace}/{Name} could not be set up")]
    private static partial void SandboxFailed(ILogger logger, Exception e, string @namespace, string name);
}
