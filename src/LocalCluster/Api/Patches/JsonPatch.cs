using System.Globalization;
using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Patches;

/// <summary>RFC 6902. A patch that does not fit is 422; one whose test fails as well, and nothing of it happens.</summary>
internal static class JsonPatch
{
    public static JsonNode? Apply(JsonNode target, JsonArray operations)
    {
        // A root that can be replaced like any other member.
        var holder = new JsonObject { [""] = target.DeepClone() };
        foreach (var operation in operations.OfType<JsonObject>())
        {
            Apply(holder, operation);
        }

        return holder[""]?.DeepClone();
    }

    private static void Apply(JsonObject holder, JsonObject operation)
    {
        var path = Steps(operation.Text("path"));
        switch (operation.Text("op"))
        {
            case "add":
                Add(holder, path, operation["value"]?.DeepClone());
                break;
            case "remove":
                Remove(holder, path);
                break;
            case "replace":
                Replace(holder, path, operation["value"]?.DeepClone());
                break;
            case "move":
                Add(holder, path, Remove(holder, Steps(operation.Text("from"))));
                break;
            case "copy":
                Add(holder, path, Find(holder, Steps(operation.Text("from")))?.DeepClone());
                break;
            case "test":
                Test(holder, path, operation);
                break;
            default:
                throw Refused($"the operation \"{operation.Text("op")}\" is unknown");
        }
    }

    private static void Test(JsonObject holder, string[] path, JsonObject operation)
    {
        var (parent, last) = Parent(holder, path);
        var found = parent is JsonArray ? Find(holder, path) : (parent as JsonObject)?[last];
        if (!JsonNode.DeepEquals(found, operation["value"]))
        {
            throw Refused($"testing path {operation.Text("path")} failed");
        }
    }

    private static void Add(JsonObject holder, string[] path, JsonNode? value)
    {
        var (parent, last) = Parent(holder, path);
        if (parent is JsonArray items)
        {
            items.Insert(last == "-" ? items.Count : Index(items.Count + 1, last), value);
        }
        else
        {
            Members(parent, path)[last] = value;
        }
    }

    private static void Replace(JsonObject holder, string[] path, JsonNode? value)
    {
        var (parent, last) = Parent(holder, path);
        if (parent is JsonArray items)
        {
            items[Index(items.Count, last)] = value;
        }
        else if (Members(parent, path).ContainsKey(last))
        {
            ((JsonObject)parent!)[last] = value;
        }
        else
        {
            throw Refused($"there is nothing to replace at /{string.Join('/', path.Skip(1))}");
        }
    }

    private static JsonNode? Remove(JsonObject holder, string[] path)
    {
        var (parent, last) = Parent(holder, path);
        if (parent is JsonArray items)
        {
            var index = Index(items.Count, last);
            var item = items[index];
            items.RemoveAt(index);
            return item;
        }

        var members = Members(parent, path);
        if (!members.ContainsKey(last))
        {
            throw Refused($"there is nothing to remove at /{string.Join('/', path.Skip(1))}");
        }

        var value = members[last];
        members.Remove(last);
        return value;
    }

    private static JsonNode? Find(JsonNode holder, string[] path)
    {
        JsonNode? node = holder;
        foreach (var step in path)
        {
            node = node switch
            {
                JsonArray items => items[Index(items.Count, step)],
                JsonObject members when members.ContainsKey(step) => members[step],
                _ => throw Refused($"there is nothing at /{string.Join('/', path.Skip(1))}"),
            };
        }

        return node;
    }

    private static (JsonNode? Parent, string Last) Parent(JsonObject holder, string[] path) => (Find(holder, path[..^1]), path[^1]);

    private static JsonObject Members(JsonNode? node, string[] path) =>
        node as JsonObject ?? throw Refused($"there is no object at /{string.Join('/', path.Skip(1).SkipLast(1))}");

    private static int Index(int count, string step) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < count ? index : throw Refused($"there is no item {step}");

    /// <summary>The first step is the holder's own member.</summary>
    private static string[] Steps(string? pointer)
    {
        if (pointer is null || (pointer.Length > 0 && pointer[0] != '/'))
        {
            throw Refused($"\"{pointer}\" is not a JSON pointer");
        }

        return [.. pointer.Split('/').Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
    }

    private static StatusException Refused(string why) =>
        new(422, "Invalid", $"the server rejected our request due to an error in our request: {why}");
}
