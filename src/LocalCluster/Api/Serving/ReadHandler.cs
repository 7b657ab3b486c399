using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Api.Selection;
using RedisOperator.LocalCluster.Api.Tables;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Serving;

/// <summary>get and list.</summary>
internal sealed class ReadHandler(Registry registry, TableWriter tables)
{
    public Task GetAsync(ApiRequest request)
    {
        var found = registry.Get(request.Key) ?? throw StatusException.NotFound(request.Key);
        JsonNode answer = request.WantsTable
            ? tables.Table(request.Type, [found], found.ResourceVersion(), withColumns: true, request.Query("includeObject"))
            : found;
        return Answers.WriteAsync(request.Http, answer);
    }

    public Task ListAsync(ApiRequest request)
    {
        var selection = ObjectSelection.Of(request);
        var (items, version) = registry.List(request.Type, request.Namespace);
        var selected = items.Where(selection.Matches).ToList();
        return Answers.WriteAsync(request.Http, request.WantsTable
            ? tables.Table(request.Type, selected, version.ToString(), withColumns: true, request.Query("includeObject"))
            : ListOf(request.Type, selected, version));
    }

    public static JsonObject ListOf(ResourceType type, IEnumerable<JsonObject> items, long version) => new()
    {
        ["kind"] = type.ListKind,
        ["apiVersion"] = type.ApiVersion,
        ["metadata"] = new JsonObject { ["resourceVersion"] = version.ToString() },
        ["items"] = new JsonArray([.. items.Select(item => item.DeepClone())]),
    };
}
