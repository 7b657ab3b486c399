using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>The pod templates a StatefulSet has and had, as ControllerRevisions.</summary>
internal sealed class StatefulSetRevisions(Registry registry)
{
    private const int Kept = 10;
    private const string Directive = "$patch";

    /// <summary>The revision of the set's template as it is now; stored when it is new. Its name is the label's value.</summary>
    public string Current(JsonObject set)
    {
        var template = set.Spec()!["template"]!;
        var ns = set.Namespace();
        var name = $"{set.Name()}-{TemplateHash.Of(template)}";
        var existing = registry.Get(KnownTypes.ControllerRevisions.Key(ns, name));
        if (existing is not null && Owners.IsControlledBy(existing, set))
        {
            Renew(existing, set);
            return name;
        }

        if (existing is not null)
        {
            // Left by a set of the same name that was deleted with its dependents orphaned.
            registry.Delete(KnownTypes.ControllerRevisions.Key(ns, name));
        }

        var own = Of(set);
        registry.Create(KnownTypes.ControllerRevisions, ns, new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["labels"] = template["metadata"]?["labels"]?.DeepClone() ?? new JsonObject(),
                ["ownerReferences"] = new JsonArray(Owners.Reference(set)),
            },
            ["data"] = new JsonObject { ["spec"] = new JsonObject { ["template"] = Patch(template) } },
            ["revision"] = Newest(own) + 1,
        });
        foreach (var old in own.OrderByDescending(revision => revision.Integer("revision")).Skip(Kept))
        {
            registry.Delete(KnownTypes.ControllerRevisions.Key(ns, old.Name()));
        }

        return name;
    }

    /// <summary>Null when it is not known any more.</summary>
    public JsonObject? Template(JsonObject set, string revision)
    {
        var template = registry.Get(KnownTypes.ControllerRevisions.Key(set.Namespace(), revision))?.At("data", "spec", "template")?.DeepClone() as JsonObject;
        template?.Remove(Directive);
        return template;
    }

    /// <summary>As `kubectl rollout undo` sends it back: the old template instead of the present one, not merged into it.</summary>
    private static JsonObject Patch(JsonNode template)
    {
        var patch = (JsonObject)template.DeepClone();
        patch[Directive] = "replace";
        return patch;
    }

    /// <summary>The template in use is the newest revision, also when it was used before.</summary>
    private void Renew(JsonObject existing, JsonObject set)
    {
        var newest = Newest(Of(set));
        if (existing.Integer("revision") < newest)
        {
            registry.Update(KnownTypes.ControllerRevisions.Key(set.Namespace(), existing.Name()), copy =>
            {
                copy["revision"] = newest + 1;
                return copy;
            });
        }
    }

    private static long Newest(IEnumerable<JsonObject> revisions) => revisions.Select(revision => revision.Integer("revision") ?? 0).DefaultIfEmpty(0).Max();

    private List<JsonObject> Of(JsonObject set) =>
        [.. registry.List(KnownTypes.ControllerRevisions, set.Namespace()).Items.Where(revision => Owners.IsControlledBy(revision, set))];
}
