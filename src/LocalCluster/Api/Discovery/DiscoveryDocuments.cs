using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Discovery;

/// <summary>What is served, in both forms that clients ask for: one aggregated document, or groups, versions and resources one by one.</summary>
internal sealed class DiscoveryDocuments(ResourceTypes types)
{
    private static readonly string[] Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
    private static readonly string[] PartVerbs = ["get", "patch", "update"];

    public static JsonObject Version() => new()
    {
        ["major"] = "1",
        ["minor"] = "34",
        ["gitVersion"] = "v1.34.0+local-cluster",
        ["gitCommit"] = "",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "2025-01-01T00:00:00Z",
        ["goVersion"] = "",
        ["compiler"] = "dotnet",
        ["platform"] = "linux/amd64",
    };

    public static JsonObject CoreVersions() => new() { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1"), ["serverAddressByClientCIDRs"] = new JsonArray() };

    /// <summary>Null when the Accept header does not ask for the aggregated form.</summary>
    public (JsonObject Body, string ContentType)? Aggregated(string accept, string root)
    {
        if (!accept.Contains("as=APIGroupDiscoveryList", StringComparison.Ordinal))
        {
            return null;
        }

        var version = accept.Contains("v=v2;", StringComparison.Ordinal) || accept.Contains("v=v2,", StringComparison.Ordinal) ? "v2" : "v2beta1";
        var groups = Served().Where(type => type.Group.Length == 0 == (root == "api")).GroupBy(type => type.Group);
        var body = new JsonObject
        {
            ["kind"] = "APIGroupDiscoveryList",
            ["apiVersion"] = $"apidiscovery.k8s.io/{version}",
            ["metadata"] = new JsonObject(),
            ["items"] = new JsonArray([.. groups.Select(AggregatedGroup)]),
        };
        return (body, $"application/json;g=apidiscovery.k8s.io;v={version};as=APIGroupDiscoveryList");
    }

    public JsonObject Groups() => new()
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. Served().Where(type => type.Group.Length > 0).GroupBy(type => type.Group).Select(group => PlainGroup(group.Key, group))]),
    };

    public JsonObject? Group(string name)
    {
        var served = Served().Where(type => type.Group == name).ToList();
        if (served.Count == 0)
        {
            return null;
        }

        var group = PlainGroup(name, served);
        group["kind"] = "APIGroup";
        group["apiVersion"] = "v1";
        return group;
    }

    public JsonObject? Resources(string group, string version)
    {
        var served = Served().Where(type => type.Group == group && type.Version == version).ToList();
        return served.Count == 0 ? null : new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = served[0].ApiVersion,
            ["resources"] = new JsonArray([.. served.SelectMany(PlainResources)]),
        };
    }

    private IEnumerable<ResourceType> Served() => types.All.Concat(Questions.Types);

    private static JsonObject PlainGroup(string name, IEnumerable<ResourceType> served)
    {
        var versions = served.Select(type => type.Version).Distinct().Select(version => new JsonObject { ["groupVersion"] = $"{name}/{version}", ["version"] = version }).ToArray<JsonNode>();
        return new JsonObject { ["name"] = name, ["preferredVersion"] = versions[0].DeepClone(), ["versions"] = new JsonArray(versions) };
    }

    private static IEnumerable<JsonObject> PlainResources(ResourceType type)
    {
        var main = new JsonObject
        {
            ["name"] = type.Plural,
            ["singularName"] = type.Singular,
            ["namespaced"] = type.Namespaced,
            ["kind"] = type.Kind,
            ["verbs"] = Strings(Questions.Types.Contains(type) ? ["create"] : Verbs),
        };
        if (type.ShortNames.Length > 0)
        {
            main["shortNames"] = Strings(type.ShortNames);
        }

        if (type.Categories.Length > 0)
        {
            main["categories"] = Strings(type.Categories);
        }

        yield return main;
        foreach (var part in Part.Of(type))
        {
            var resource = new JsonObject
            {
                ["name"] = $"{type.Plural}/{part.Name}",
                ["singularName"] = "",
                ["namespaced"] = type.Namespaced,
                ["kind"] = part.Kind,
                ["verbs"] = Strings(part.Verbs),
            };
            if (part.Group is not null)
            {
                resource["group"] = part.Group;
                resource["version"] = part.Version;
            }

            yield return resource;
        }
    }

    private static JsonObject AggregatedGroup(IGrouping<string, ResourceType> group) => new()
    {
        ["metadata"] = group.Key.Length == 0 ? new JsonObject() : new JsonObject { ["name"] = group.Key },
        ["versions"] = new JsonArray([.. group.GroupBy(type => type.Version).Select(version => new JsonObject
        {
            ["version"] = version.Key,
            ["freshness"] = "Current",
            ["resources"] = new JsonArray([.. version.Select(AggregatedResource)]),
        })]),
    };

    private static JsonObject AggregatedResource(ResourceType type)
    {
        var resource = new JsonObject
        {
            ["resource"] = type.Plural,
            ["responseKind"] = Kind(type.Group, type.Version, type.Kind),
            ["scope"] = type.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = type.Singular,
            ["verbs"] = Strings(Questions.Types.Contains(type) ? ["create"] : Verbs),
            ["shortNames"] = Strings(type.ShortNames),
            ["categories"] = Strings(type.Categories),
        };
        resource["subresources"] = new JsonArray([.. Part.Of(type).Select(part => new JsonObject
        {
            ["subresource"] = part.Name,
            ["responseKind"] = Kind(part.Group ?? type.Group, part.Version ?? type.Version, part.Kind),
            ["verbs"] = Strings(part.Verbs),
        })]);
        return resource;
    }

    private static JsonObject Kind(string group, string version, string kind) => new() { ["group"] = group, ["version"] = version, ["kind"] = kind };

    private static JsonArray Strings(IEnumerable<string> items) => [.. items.Select(item => JsonValue.Create(item))];

    /// <summary>A subresource; Group and Version where they are not the main resource's.</summary>
    private sealed record Part(string Name, string Kind, string[] Verbs, string? Group = null, string? Version = null)
    {
        public static IEnumerable<Part> Of(ResourceType type)
        {
            if (type.HasStatus)
            {
                yield return new("status", type.Kind, PartVerbs);
            }

            if (type.Scale is not null)
            {
                yield return new("scale", "Scale", PartVerbs, "autoscaling", "v1");
            }

            if (type == KnownTypes.Pods)
            {
                yield return new("log", "Pod", ["get"]);
                yield return new("exec", "PodExecOptions", ["create", "get"]);
                yield return new("attach", "PodAttachOptions", ["create", "get"]);
                yield return new("portforward", "PodPortForwardOptions", ["create", "get"]);
                yield return new("eviction", "Eviction", ["create"], "policy", "v1");
            }
            else if (type == KnownTypes.ServiceAccounts)
            {
                yield return new("token", "TokenRequest", ["create"], "authentication.k8s.io", "v1");
            }
        }
    }
}
