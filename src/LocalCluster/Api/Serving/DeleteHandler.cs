using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Api.Selection;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Serving;

/// <summary>delete and deletecollection. What is gone is answered by a Status with its uid, what lingers by the object.</summary>
internal sealed class DeleteHandler(Registry registry)
{
    public async Task DeleteAsync(ApiRequest request)
    {
        var options = await OptionsAsync(request);
        var last = registry.Delete(request.Key, options);
        var lingers = registry.Get(request.Key) is { } present && present.Uid() == last.Uid();
        await Answers.WriteAsync(request.Http, lingers ? last : Success(request.Type, last));
    }

    public async Task DeleteCollectionAsync(ApiRequest request)
    {
        var options = await OptionsAsync(request);
        var selection = ObjectSelection.Of(request);
        var deleted = new List<JsonObject>();
        foreach (var item in registry.List(request.Type, request.Namespace).Items.Where(selection.Matches))
        {
            try
            {
                deleted.Add(registry.Delete(request.Type.Key(item.Namespace(), item.Name()), options));
            }
            catch (StatusException e) when (e.Code == 404)
            {
                // Somebody else was quicker: it is as gone as it should be.
            }
        }

        await Answers.WriteAsync(request.Http, ReadHandler.ListOf(request.Type, deleted, registry.ResourceVersion));
    }

    private static async Task<DeleteOptions> OptionsAsync(ApiRequest request)
    {
        var body = await Bodies.ReadOptionalObjectAsync(request.Http);
        var policy = body.Text("propagationPolicy") ?? request.Query("propagationPolicy");
        return new DeleteOptions
        {
            GracePeriodSeconds = body.Integer("gracePeriodSeconds") ?? request.Number("gracePeriodSeconds"),
            Propagation = Enum.TryParse<Propagation>(policy, out var parsed) ? parsed : null,
            PreconditionUid = body.Text("preconditions", "uid"),
            PreconditionResourceVersion = body.Text("preconditions", "resourceVersion"),
            DryRun = request.IsDryRun || (body.At("dryRun") as JsonArray)?.Count > 0,
        };
    }

    private static JsonObject Success(ResourceType type, JsonObject last) => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject(),
        ["status"] = "Success",
        ["details"] = new JsonObject { ["name"] = last.Name(), ["group"] = type.Group, ["kind"] = type.Plural, ["uid"] = last.Uid() },
    };
}
