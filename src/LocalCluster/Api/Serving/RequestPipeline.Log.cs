using Microsoft.Extensions.Logging;

namespace RedisOperator.LocalCluster.Api.Serving;

internal sealed partial class RequestPipeline
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "{Method} {Path} failed unexpectedly")]
    private partial void LogFailed(string method, string path, Exception error);
}
