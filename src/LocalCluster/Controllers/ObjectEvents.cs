using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>Events about pods and Services. The same one again is counted, not written anew.</summary>
internal sealed class ObjectEvents(Registry registry, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Uid, string Reason, string Message), string> _names = new();
    private long _count;

    public void Record(JsonObject about, string type, string reason, string message, string component, string? host = null)
    {
        var key = (about.Uid(), reason, message);
        var now = time.GetUtcNow();
        try
        {
            if (_names.TryGetValue(key, out var name) && registry.Get(KnownTypes.Events.Key(about.Namespace(), name)) is not null)
            {
                registry.Update(KnownTypes.Events.Key(about.Namespace(), name), copy =>
                {
                    copy["count"] = (copy.Integer("count") ?? 1) + 1;
                    copy["lastTimestamp"] = Timestamps.Seconds(now);
                    return copy;
                });
                return;
            }

            _names[key] = name = $"{about.Name()}.{now.ToUnixTimeMilliseconds():x}{Interlocked.Increment(ref _count):x4}";
            registry.Create(KnownTypes.Events, about.Namespace(), Event(about, name, type, reason, message, component, host, Timestamps.Seconds(now)));
        }
        catch (StatusException)
        {
            // The namespace is going: there is nobody left to tell.
            _names.TryRemove(key, out _);
        }
    }

    private static JsonObject Event(JsonObject about, string name, string type, string reason, string message, string component, string? host, string now) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name },
        ["involvedObject"] = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = about.Text("kind"),
            ["namespace"] = about.Namespace(),
            ["name"] = about.Name(),
            ["uid"] = about.Uid(),
        },
        ["type"] = type,
        ["reason"] = reason,
        ["message"] = message,
        ["source"] = new JsonObject { ["component"] = component, ["host"] = host },
        ["reportingComponent"] = component,
        ["reportingInstance"] = host ?? "",
        ["firstTimestamp"] = now,
        ["lastTimestamp"] = now,
        ["count"] = 1,
    };
}
