using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using RedisOperator.LocalCluster.Controllers;
using RedisOperator.LocalCluster.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Network.LoadBalancing;

/// <summary>
/// One node's part of a load balancer in MetalLB's layer-2 mode: announces the addresses that are this node's to announce. Whether they still are is worked out
/// again before every packet. The speaker of a node that is down does nothing, and learns the news when the node is back.
/// </summary>
internal sealed class Speaker(Node node, Announcer announcer, ObjectEvents events, Registry registry, TimeProvider time, ILogger logger) : Controller(registry, time, logger)
{
    private const string Component = "metallb-speaker";

    // As MetalLB does: some neighbours miss one.
    private static readonly TimeSpan TellFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TellAgain = TimeSpan.FromMilliseconds(1100);
    private static readonly TimeSpan WhileDown = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<Key, Dictionary<IPAddress, DateTimeOffset>> _announced = [];

    protected override ResourceType Subject => KnownTypes.Services;

    protected override IReadOnlyList<ResourceType> AlsoWatched => [KnownTypes.EndpointSlices, KnownTypes.Nodes];

    protected override IEnumerable<Key> Affected(Change change)
    {
        var obj = change.Event.Object;
        if (change.Type == KnownTypes.EndpointSlices)
        {
            return obj.Label(EndpointSliceController.ServiceLabel) is { } name ? [new Key(obj.Namespace()!, name)] : [];
        }

        return Registry.List(KnownTypes.Services).Items.Where(service => ServiceView.BalancedAddresses(service).Count > 0)
            .Select(service => new Key(service.Namespace()!, service.Name()));
    }

    protected override TimeSpan? Reconcile(Key key)
    {
        var service = Registry.Get(KnownTypes.Services.Key(key.Namespace, key.Name));
        if (!_announced.ContainsKey(key) && (service is null || ServiceView.BalancedAddresses(service).Count == 0))
        {
            return null;
        }

        if (!node.Power.IsUp)
        {
            return WhileDown;
        }

        var mine = service is null ? [] : Mine(service);
        DropAllBut(mine, key);
        if (mine.Count == 0)
        {
            return null;
        }

        if (!_announced.TryGetValue(key, out var since))
        {
            _announced[key] = since = [];
        }

        return mine.Select(address => Announce(service!, address, since)).ToList().Min();
    }

    private List<IPAddress> Mine(JsonObject service)
    {
        var addresses = ServiceView.BalancedAddresses(service);
        if (addresses.Count == 0 || service.IsDeleting())
        {
            return [];
        }

        var slices = Registry.List(KnownTypes.EndpointSlices, service.Namespace()).Items.Where(slice => slice.Label(EndpointSliceController.ServiceLabel) == service.Name()).ToList();
        var nodes = Registry.List(KnownTypes.Nodes).Items;
        return
        [
            .. addresses.Where(address => Announcement.NodeOf(service, slices, nodes, address) == node.Name)
                .Select(address => IPAddress.TryParse(address, out var parsed) ? parsed : null).OfType<IPAddress>(),
        ];
    }

    /// <summary>Returns when to tell again; null when it has been told often enough.</summary>
    private TimeSpan? Announce(JsonObject service, IPAddress address, Dictionary<IPAddress, DateTimeOffset> since)
    {
        var now = Time.GetUtcNow();
        if (since.TryAdd(address, now))
        {
            announcer.Take(address);
            events.Record(service, "Normal", "nodeAssigned", $"announcing from node \"{node.Name}\" with protocol \"layer2\"", Component, node.Name);
            return TellAgain;
        }

        if (now - since[address] > TellFor)
        {
            return null;
        }

        announcer.Tell(address);
        return TellAgain;
    }

    private void DropAllBut(List<IPAddress> mine, Key key)
    {
        if (!_announced.TryGetValue(key, out var since))
        {
            return;
        }

        foreach (var address in since.Keys.Except(mine).ToList())
        {
            announcer.Drop(address);
            since.Remove(address);
        }

        if (since.Count == 0)
        {
            _announced.Remove(key);
        }
    }
}
