using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Api.Serving;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Selection;

/// <summary>The labelSelector, the fieldSelector and, for a watch on one object, its name: together.</summary>
internal sealed record ObjectSelection(LabelSelector Labels, FieldSelector Fields)
{
    public static ObjectSelection Of(ApiRequest request) =>
        new(LabelSelector.Parse(request.Query("labelSelector")), FieldSelector.Parse(request.Type, request.Query("fieldSelector")));

    public bool Matches(JsonObject obj) => Labels.Matches(obj) && Fields.Matches(obj);

    /// <summary>How a change looks from here: an object that comes to match is Added, one that no longer does is Deleted. Null: not to be seen.</summary>
    public StoreEventType? Narrow(StoreEvent change)
    {
        var matchedBefore = change.Old is not null && Matches(change.Old);
        var matches = change.Type != StoreEventType.Deleted && Matches(change.Object);
        return (matchedBefore, matches) switch
        {
            (false, true) => StoreEventType.Added,
            (true, true) => StoreEventType.Modified,
            (true, false) => StoreEventType.Deleted,
            _ => null,
        };
    }
}
