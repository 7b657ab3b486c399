using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Store.Admission;

/// <summary>What may change on a claim: its request may grow, where its class allows that.</summary>
internal static class VolumeClaimRules
{
    public const string DefaultClass = "local";

    /// <exception cref="StatusException">403: the class does not let volumes grow.</exception>
    public static void Check(JsonObject? old, JsonObject obj, Func<string, JsonObject?> storageClass, List<FieldProblem> problems)
    {
        if (old is null || obj.Spec() is not { } spec)
        {
            return;
        }
        if (!JsonNode.DeepEquals(Fixed(old.Spec(), spec), Fixed(spec, spec)))
        {
            problems.Add(FieldProblem.Forbidden("spec", "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims"));
            return;
        }
        var (was, now) = (Requested(old), Requested(obj));
        if (now < was)
        {
            problems.Add(FieldProblem.Forbidden("spec.resources.requests.storage", "field can not be less than status.capacity"));
        }
        else if (now > was && storageClass(spec.Text("storageClassName") ?? DefaultClass).Flag("allowVolumeExpansion") != true)
        {
            throw StatusException.Forbidden(
                KnownTypes.PersistentVolumeClaims,
                obj.Name(),
                "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize");
        }
    }

    private static decimal? Requested(JsonObject claim) => Quantity.Parse(claim.Text("spec", "resources", "requests", "storage"));

    /// <summary>Without what may change: the request, and the volume's name while there is none.</summary>
    private static JsonObject Fixed(JsonObject? spec, JsonObject now)
    {
        var copy = (JsonObject?)spec?.DeepClone() ?? [];
        (copy["resources"] as JsonObject)?.Remove("requests");
        if (spec.Text("volumeName") is null)
        {
            copy["volumeName"] = now.Text("volumeName");
        }

        return copy;
    }
}
