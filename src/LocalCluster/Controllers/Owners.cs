using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>Owner references: who made an object.</summary>
internal static class Owners
{
    public static JsonObject Reference(JsonObject owner, bool controller = true)
    {
        var reference = new JsonObject
        {
            ["apiVersion"] = owner["apiVersion"]!.DeepClone(),
            ["kind"] = owner["kind"]!.DeepClone(),
            ["name"] = owner.Name(),
            ["uid"] = owner.Uid(),
        };
        if (controller)
        {
            reference["controller"] = true;
            reference["blockOwnerDeletion"] = true;
        }

        return reference;
    }

    public static IEnumerable<JsonObject> Of(JsonObject obj) => obj.Items("metadata", "ownerReferences");

    public static JsonObject? ControllerOf(JsonObject obj) => Of(obj).FirstOrDefault(owner => owner.Flag("controller") == true);

    public static bool IsControlledBy(JsonObject obj, JsonObject owner) => ControllerOf(obj).Text("uid") == owner.Uid();

    /// <summary>The key of the object's controller when that is of this kind.</summary>
    public static IEnumerable<Key> KeyOfController(JsonObject obj, string kind) =>
        ControllerOf(obj) is { } owner && owner.Text("kind") == kind ? [new Key(obj.Namespace() ?? "", owner.Text("name") ?? "")] : [];
}
