using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Authorization;

/// <summary>
/// The admission plugin OwnerReferencesPermissionEnforcement, which OpenShift has switched on: who changes the owners of an object must be allowed to delete it (nobody
/// may let the garbage collector do what they may not do themselves), and who lets it block its owner's deletion must be allowed to update the owner's finalizers.
/// </summary>
internal sealed class OwnerPermissions(Authorizer authorizer, ResourceTypes types)
{
    /// <summary>To be taken before the object is changed.</summary>
    public static JsonNode? Of(JsonObject? obj) => obj.At("metadata", "ownerReferences")?.DeepClone();

    /// <summary>Throws Forbidden (403).</summary>
    /// <param name="user">Who writes.</param>
    /// <param name="type">What.</param>
    /// <param name="isNew">Whoever makes an object may say whose it is.</param>
    /// <param name="before">Its owners before, by <see cref="Of"/>.</param>
    /// <param name="after">The object as it would be.</param>
    public void Require(User user, ResourceType type, bool isNew, JsonNode? before, JsonObject after)
    {
        if (user.IsAdmin || JsonNode.DeepEquals(before, after.At("metadata", "ownerReferences")))
        {
            return;
        }

        if (!isNew && !authorizer.Allows(user, new Attempt("delete", type.Group, type.Plural, after.Namespace(), after.Name())))
        {
            throw Forbidden(type, after, "cannot set an ownerRef on a resource you can't delete");
        }

        var known = (before as JsonArray ?? []).Where(IsBlocking).Select(owner => owner.Text("uid")).ToHashSet(StringComparer.Ordinal);
        foreach (var owner in after.Items("metadata", "ownerReferences").Where(owner => IsBlocking(owner) && !known.Contains(owner.Text("uid"))))
        {
            var ownerType = types.FindKind(owner.Text("apiVersion") ?? "", owner.Text("kind") ?? "");
            if (ownerType is null || !authorizer.Allows(user, new Attempt("update", ownerType.Group, $"{ownerType.Plural}/finalizers", ownerType.Namespaced ? after.Namespace() : null, owner.Text("name"))))
            {
                throw Forbidden(type, after, "cannot set blockOwnerDeletion if an ownerReference refers to a resource you can't set finalizers on: ");
            }
        }
    }

    private static bool IsBlocking(JsonNode? owner) => owner.Flag("blockOwnerDeletion") == true;

    private static StatusException Forbidden(ResourceType type, JsonObject obj, string why) => new(
        403, "Forbidden", $"{type.QualifiedPlural} \"{obj.Name()}\" is forbidden: {why}", new JsonObject { ["name"] = obj.Name(), ["group"] = type.Group, ["kind"] = type.Plural });
}
