using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Store;

public enum StoreEventType
{
    Added,
    Modified,
    Deleted,
}

/// <summary>One committed change. <paramref name="Old"/> is what was there before; for Deleted, Object is the last state under the deletion's own resourceVersion.</summary>
public sealed record StoreEvent(StoreEventType Type, JsonObject Object, JsonObject? Old, long ResourceVersion);
