using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Store.Admission;

/// <summary>What a CustomResourceDefinition must say, and what its status answers.</summary>
internal static class CustomKindStatus
{
    public static void Defaults(JsonObject definition)
    {
        if (definition.At("spec", "names") is not JsonObject names || names.Text("kind") is not { } kind)
        {
            return;
        }

        names.Default("singular", kind.ToLowerInvariant());
        names.Default("listKind", kind + "List");
        definition.Spec()!.Default("conversion", () => new JsonObject { ["strategy"] = "None" });
    }

    public static void Check(JsonObject definition, List<FieldProblem> problems)
    {
        foreach (var path in (ReadOnlySpan<string>)["group", "scope"])
        {
            if (definition.Text("spec", path) is null)
            {
                problems.Add(FieldProblem.Required($"spec.{path}"));
            }
        }

        var plural = definition.Text("spec", "names", "plural");
        var wanted = $"{plural}.{definition.Text("spec", "group")}";
        if (definition.Name() != wanted)
        {
            problems.Add(FieldProblem.Invalid("metadata.name", $"\"{definition.Name()}\"", $"must be spec.names.plural+\".\"+spec.group"));
        }

        if (definition.Items("spec", "versions").Count(version => version.Flag("storage") == true) != 1)
        {
            problems.Add(FieldProblem.Invalid("spec.versions", definition.At("spec", "versions"), "must have exactly one version marked as storage version"));
        }
    }

    public static JsonObject Established(JsonObject definition, string now)
    {
        var stored = definition.Items("spec", "versions").FirstOrDefault(version => version.Flag("storage") == true).Text("name") ?? "";
        var since = definition.Items("status", "conditions").FirstOrDefault().Text("lastTransitionTime") ?? now;
        definition["status"] = new JsonObject
        {
            ["conditions"] = new JsonArray(
                Condition("NamesAccepted", "NoConflicts", "no conflicts found", since),
                Condition("Established", "InitialNamesAccepted", "the initial names have been accepted", since)),
            ["acceptedNames"] = definition.At("spec", "names")?.DeepClone(),
            ["storedVersions"] = new JsonArray(stored),
        };
        return definition;
    }

    private static JsonObject Condition(string type, string reason, string message, string since) => new()
    {
        ["type"] = type,
        ["status"] = "True",
        ["lastTransitionTime"] = since,
        ["reason"] = reason,
        ["message"] = message,
    };
}
