using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace RedisOperator.TestSupport.Checking;

/// <summary>Watches a group's pods, Services and the VIP's EndpointSlices, and turns their versions into the histories of a <see cref="CheckRecord"/>.</summary>
public sealed class GroupObserver : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly KubeApi _api;
    private readonly Action<string> _say;
    private readonly IReadOnlyList<CollectionWatch> _watches;
    private readonly Dictionary<string, JsonNode> _slices = new(StringComparer.Ordinal);
    private readonly List<Since<IReadOnlySet<string>>> _vip = [];
    private readonly Dictionary<string, ObservedPod> _pods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _podOfServer = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];

    /// <param name="say">told which pods to ask for their roles: follow UID ADDRESS, leave UID</param>
    public GroupObserver(KubeApi api, string @namespace, string group, TimeProvider time, Action<string> say)
    {
        _api = api;
        _say = say;
        Group = group;
        _watches =
        [
            new CollectionWatch(api, $"/api/v1/namespaces/{@namespace}/pods?labelSelector=redisoperator.io%2Fgroup%3D{group}", time, Pod),
            new CollectionWatch(api, $"/apis/discovery.k8s.io/v1/namespaces/{@namespace}/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3D{group}", time, Slice),
            new CollectionWatch(api, $"/api/v1/namespaces/{@namespace}/services", time, Service),
        ];
    }

    public string Group { get; }

    public Task Listed => Task.WhenAll(_watches.Select(watch => watch.Listed));

    /// <summary>What changed, a line each, for people.</summary>
    public IReadOnlyList<string> Notes
    {
        get
        {
            lock (_gate)
            {
                return [.. _notes];
            }
        }
    }

    public CheckRecord Record(Span watched)
    {
        lock (_gate)
        {
            return new CheckRecord
            {
                Watched = watched,
                Vip = [.. _vip],
                Pods = [.. _pods.Select(pod => new PodHistory(pod.Key, pod.Value.Name, [.. pod.Value.Labels], pod.Value.Until))],
                Roles = [],
                PodOfServer = _podOfServer.ToImmutableDictionary(StringComparer.Ordinal),
            };
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var watch in _watches)
        {
            await watch.DisposeAsync();
        }

        _api.Dispose();
    }

    private sealed class ObservedPod(string name)
    {
        public string Name => name;

        public string? Address { get; set; }

        public List<Since<string?>> Labels { get; } = [];

        public DateTimeOffset? Until { get; set; }
    }

    private void Pod(ObjectVersion version)
    {
        lock (_gate)
        {
            if (version.Object is not { } pod)
            {
                _pods[version.Uid].Until = version.At;
                _say($"leave {version.Uid}");
                Note(version.At, $"{_pods[version.Uid].Name} is gone");
                return;
            }

            var name = pod["metadata"]!["name"]!.GetValue<string>();
            if (!_pods.TryGetValue(version.Uid, out var seen))
            {
                _pods[version.Uid] = seen = new ObservedPod(name);
                Note(version.At, $"{name} is a new pod");
            }

            var label = pod["metadata"]!["labels"]?["redisoperator.io/role"]?.GetValue<string>();
            if (seen.Labels.Count == 0 || seen.Labels[^1].Value != label)
            {
                seen.Labels.Add(new Since<string?>(version.At, label));
                Note(version.At, $"{name} has the label {label ?? "-"}");
            }

            if (seen.Address is null && pod["status"]?["podIP"]?.GetValue<string>() is { Length: > 0 } address)
            {
                seen.Address = address;
                _say($"follow {version.Uid} {address}");
                // The slice may have come before the pod's address did.
                Route(version.At);
            }
        }
    }

    private void Slice(ObjectVersion version)
    {
        lock (_gate)
        {
            _ = version.Object is { } slice ? (_slices[version.Uid] = slice) is not null : _slices.Remove(version.Uid);
            Route(version.At);
        }
    }

    private void Service(ObjectVersion version)
    {
        lock (_gate)
        {
            var name = version.Object?["metadata"]!["name"]!.GetValue<string>();
            if (name == Group)
            {
                Note(version.At, $"the VIP Service has the address {version.Object!["spec"]!["clusterIP"]?.GetValue<string>()} and the selector {version.Object["spec"]!["selector"]?.ToJsonString() ?? "-"}");
            }

            // A pod's own Service has the pod's name and the address that the pod announces.
            if (name is not null && version.Object!["spec"]!["clusterIP"]?.GetValue<string>() is { } address)
            {
                _podOfServer[address] = name;
            }
        }
    }

    private void Route(DateTimeOffset at)
    {
        var addresses = _slices.Values.SelectMany(slice => slice["endpoints"]?.AsArray() ?? [])
            .Where(endpoint => endpoint!["conditions"]?["ready"]?.GetValue<bool>() != false)
            .SelectMany(endpoint => endpoint!["addresses"]!.AsArray().Select(address => address!.GetValue<string>()));
        // An address may have been another pod's before: the newest that still is one counts.
        var led = addresses.Select(address => _pods.LastOrDefault(pod => pod.Value.Address == address && pod.Value.Until is null).Key
            ?? _pods.LastOrDefault(pod => pod.Value.Address == address).Key ?? address).ToHashSet(StringComparer.Ordinal);
        if (_vip.Count > 0 && _vip[^1].Value.SetEquals(led))
        {
            return;
        }

        _vip.Add(new Since<IReadOnlySet<string>>(at, led));
        Note(at, $"the VIP leads to [{string.Join(", ", led.Select(uid => _pods.GetValueOrDefault(uid)?.Name ?? uid))}]");
    }

    private void Note(DateTimeOffset at, string text) => _notes.Add($"{at:HH:mm:ss.fff} {text}");
}
