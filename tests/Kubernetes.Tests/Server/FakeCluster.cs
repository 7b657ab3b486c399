using System.Text.Json.Nodes;

namespace k8s.Tests.Server;

/// <summary>What an API server stores: objects, one counter of versions, the past of which a part may be forgotten. Outlives the servers in front of it.</summary>
internal sealed class FakeCluster
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly List<(long Version, string Type, ObjectPath Path, string Json)> _past = [];
    private TaskCompletionSource _moved = NewSignal();
    private long _forgotten;

    public long Version { get; private set; } = 100;

    public string Put(ObjectPath path, JsonObject obj, bool statusOnly = false)
    {
        lock (_gate)
        {
            var known = _objects.GetValueOrDefault(path.Key);
            var stored = (JsonObject)obj.DeepClone();
            var metadata = (JsonObject?)stored["metadata"] ?? [];
            if (metadata.Parent is null)
            {
                stored["metadata"] = metadata;
            }

            metadata["name"] = path.Name;
            if (path.Namespace is not null)
            {
                metadata["namespace"] = path.Namespace;
            }

            metadata["uid"] = (string?)known?["metadata"]?["uid"] ?? $"uid-{Version + 1}";
            metadata["resourceVersion"] = $"{++Version}";
            if (statusOnly && known is not null)
            {
                var merged = (JsonObject)known.DeepClone();
                merged["status"] = stored["status"]?.DeepClone();
                merged["metadata"] = metadata.DeepClone();
                stored = merged;
            }

            _objects[path.Key] = stored;
            return Tell(known is null ? "ADDED" : "MODIFIED", path, stored);
        }
    }

    public string? Get(ObjectPath path)
    {
        lock (_gate)
        {
            return _objects.GetValueOrDefault(path.Key)?.ToJsonString();
        }
    }

    public string? Delete(ObjectPath path)
    {
        lock (_gate)
        {
            if (!_objects.Remove(path.Key, out var gone))
            {
                return null;
            }

            gone["metadata"]!["resourceVersion"] = $"{++Version}";
            return Tell("DELETED", path, gone);
        }
    }

    public (List<JsonNode?> Items, long Version) List(ObjectPath collection)
    {
        lock (_gate)
        {
            return ([.. _objects.Where(pair => collection.Holds(pair.Key)).Select(pair => pair.Value.DeepClone())], Version);
        }
    }

    /// <summary>Events after a version; null when they are forgotten.</summary>
    public (List<(long Version, string Line)>? Events, Task More) Since(ObjectPath collection, long version)
    {
        lock (_gate)
        {
            return version < _forgotten
                ? (null, _moved.Task)
                : ([.. _past.Where(e => e.Version > version && collection.Holds(e.Path.Key)).Select(e => (e.Version, $"{{\"type\":\"{e.Type}\",\"object\":{e.Json}}}"))], _moved.Task);
        }
    }

    /// <summary>Compaction: watches from before now get 410.</summary>
    public void ForgetThePast()
    {
        lock (_gate)
        {
            _past.Clear();
            _forgotten = Version;
        }
    }

    /// <summary>As after a restore from a backup: other contents, older versions.</summary>
    public void GoBackTo(long version)
    {
        lock (_gate)
        {
            _past.Clear();
            _objects.Clear();
            _forgotten = 0;
            Version = version;
        }
    }

    private string Tell(string type, ObjectPath path, JsonObject obj)
    {
        var json = obj.ToJsonString();
        _past.Add((Version, type, path, json));
        var moved = _moved;
        _moved = NewSignal();
        moved.SetResult();
        return json;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
