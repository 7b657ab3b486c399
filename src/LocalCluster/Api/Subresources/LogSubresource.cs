using RedisOperator.LocalCluster.Api.Serving;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Subresources;

/// <summary>pods/log: the node's bytes, as they come.</summary>
internal sealed class LogSubresource(Registry registry, IPodStreams? pods, CancellationToken stopping)
{
    public async Task GetAsync(ApiRequest request)
    {
        var pod = registry.Get(request.Key) ?? throw StatusException.NotFound(request.Key);
        if (pods is null)
        {
            throw new StatusException(501, "NotImplemented", "this API server has no nodes");
        }

        var options = new LogOptions
        {
            Follow = request.Flag("follow"),
            Previous = request.Flag("previous"),
            Timestamps = request.Flag("timestamps"),
            TailLines = request.Number("tailLines"),
            SinceSeconds = request.Number("sinceSeconds"),
            SinceTime = Timestamps.Parse(request.Query("sinceTime")),
            LimitBytes = request.Number("limitBytes"),
        };
        await using var log = await pods.LogsAsync(pod.Namespace()!, pod.Name(), ContainerName.Of(request, pod), options, request.Aborted);
        request.Http.Response.ContentType = "text/plain";
        await request.Http.Response.StartAsync(request.Aborted);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, stopping);
        await CopyAsync(request, log, ended.Token);
    }

    /// <summary>Each piece is sent when it is there: who follows a log wants to see it now.</summary>
    private static async Task CopyAsync(ApiRequest request, Stream log, CancellationToken ended)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await log.ReadAsync(buffer, ended)) > 0)
        {
            await request.Http.Response.Body.WriteAsync(buffer.AsMemory(0, read), request.Aborted);
            await request.Http.Response.Body.FlushAsync(request.Aborted);
        }
    }
}
