using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Api.Tables;

namespace RedisOperator.LocalCluster.Api.Serving;

/// <summary>One JSON object a line, as objects or as one-row Tables whose columns come once.</summary>
internal sealed class WatchOutput(ApiRequest request, TableWriter tables)
{
    private readonly Stream _body = request.Http.Response.Body;
    private bool _columnsSent;

    public Task StartAsync()
    {
        request.Http.Response.ContentType = "application/json";
        return request.Http.Response.StartAsync(request.Aborted);
    }

    public Task FlushAsync() => _body.FlushAsync(request.Aborted);

    public async Task WriteAsync(string type, JsonObject obj)
    {
        var shown = obj;
        if (request.WantsTable)
        {
            shown = tables.Table(request.Type, [obj], Store.ObjectAccess.ResourceVersion(obj), withColumns: !_columnsSent, request.Query("includeObject"));
            _columnsSent = true;
        }

        await LineAsync(type, shown);
    }

    public Task WriteBookmarkAsync(long resourceVersion, bool endsInitialEvents)
    {
        var metadata = new JsonObject { ["resourceVersion"] = resourceVersion.ToString(), ["creationTimestamp"] = null };
        if (endsInitialEvents)
        {
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        }

        var obj = new JsonObject { ["kind"] = request.Type.Kind, ["apiVersion"] = request.Type.ApiVersion, ["metadata"] = metadata };
        return request.WantsTable ? WriteAsync("BOOKMARK", obj) : LineAsync("BOOKMARK", obj);
    }

    private async Task LineAsync(string type, JsonObject obj)
    {
        // Put together as bytes: the stored object need not be copied to get a parent.
        await _body.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"{{\"type\":\"{type}\",\"object\":"), request.Aborted);
        await _body.WriteAsync(Answers.Bytes(obj), request.Aborted);
        await _body.WriteAsync("}\n"u8.ToArray(), request.Aborted);
    }
}
