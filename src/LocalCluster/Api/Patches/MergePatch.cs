using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Api.Patches;

/// <summary>RFC 7386.</summary>
internal static class MergePatch
{
    public static JsonObject Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else if (value is JsonObject members)
            {
                target[name] = Apply(target[name] as JsonObject is { } present ? (JsonObject)present.DeepClone() : [], members);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }

        return target;
    }
}
