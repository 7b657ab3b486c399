using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Store;

/// <summary>
/// How the API asks for a write. <paramref name="Finish"/> runs last, on the object as it will be stored (defaulted, pruned, validated),
/// with what was there before: it records who owns which field.
/// </summary>
internal sealed record WriteContext(bool DryRun = false, Action<JsonObject?, JsonObject>? Finish = null)
{
    public static readonly WriteContext Plain = new();
}
