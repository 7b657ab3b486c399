using System.Text.Json.Nodes;

namespace k8s.Tests.Server;

internal static class PodJson
{
    public static JsonObject Make(string? app = null, string? owner = null)
    {
        var metadata = new JsonObject { ["labels"] = new JsonObject { ["app"] = app ?? "none" } };
        if (owner is not null)
        {
            metadata["ownerReferences"] = new JsonArray(new JsonObject { ["apiVersion"] = "apps/v1", ["kind"] = "StatefulSet", ["name"] = owner, ["uid"] = "1", ["controller"] = true });
        }

        return new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["metadata"] = metadata, ["spec"] = new JsonObject { ["nodeName"] = "node-1" } };
    }
}
