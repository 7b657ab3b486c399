using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using RedisOperator.LocalCluster.Network;
using RedisOperator.LocalCluster.Network.LoadBalancing;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>
/// Assigns addresses to Services of type LoadBalancer that name no class, or this one's, and takes them back when the type changes. What is taken is read from the Services
/// themselves. Its Events are worded as MetalLB's are.
/// </summary>
internal sealed class LoadBalancerController(Registry registry, ObjectEvents events, TimeProvider time, ILogger logger) : Controller(registry, time, logger)
{
    public const string Class = "local-cluster/layer2";
    private const string Component = "metallb-controller";
    private const string PoolAnnotation = "metallb.io/ip-allocated-from-pool";
    private const string Pool = "lan";

    /// <summary>Another Service may give its address back.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Key, string> _said = [];

    protected override ResourceType Subject => KnownTypes.Services;

    protected override IReadOnlyList<ResourceType> AlsoWatched => [];

    protected override IEnumerable<Key> Affected(Change change) => [];

    protected override TimeSpan? Reconcile(Key key)
    {
        var service = Registry.Get(KnownTypes.Services.Key(key.Namespace, key.Name));
        if (service is null || service.IsDeleting())
        {
            _said.Remove(key);
            return null;
        }

        if (service.Text("spec", "type") != "LoadBalancer")
        {
            _said.Remove(key);
            Clear(service);
            return null;
        }

        return service.Text("spec", "loadBalancerClass") is null or "" or Class ? Assign(key, service) : null;
    }

    private TimeSpan? Assign(Key key, JsonObject service)
    {
        var present = ServiceView.BalancedAddresses(service) is [var first, ..] ? first : null;
        var request = AddressRequest.Of(service);
        if (present is not null && request.Problem is null && (request.Address is null || request.Address == present) && Addresses.Balanced.Contains(present))
        {
            return null;
        }

        var (address, problem) = request.Problem is null ? Choose(service, request.Address) : (null, request.Problem);
        if (address is null)
        {
            Clear(service);
            Say(key, service, "Warning", "AllocationFailed", $"Failed to allocate IP for \"{key.Namespace}/{key.Name}\": {problem}");
            return LookAgain;
        }

        Write(service, address);
        Say(key, service, "Normal", "IPAllocated", $"Assigned IP [\"{address}\"]");
        return null;
    }

    private (string? Address, string? Problem) Choose(JsonObject service, string? asked)
    {
        var taken = Registry.List(KnownTypes.Services).Items.Where(other => other.Uid() != service.Uid())
            .SelectMany(other => ServiceView.BalancedAddresses(other).Select(address => (Address: address, By: $"{other.Namespace()}/{other.Name()}")))
            .ToLookup(entry => entry.Address, entry => entry.By);
        if (asked is null)
        {
            return Addresses.Balanced.FirstOrDefault(address => !taken.Contains(address)) is { } free ? (free, null) : (null, "no available IPs");
        }

        if (!Addresses.Balanced.Contains(asked))
        {
            return (null, $"[\"{asked}\"] is not allowed in config");
        }

        return taken[asked].FirstOrDefault() is { } by ? (null, $"address also in use by {by}") : (asked, null);
    }

    private void Write(JsonObject service, string address)
    {
        var key = KnownTypes.Services.Key(service.Namespace(), service.Name());
        Registry.UpdateStatus(key, copy =>
        {
            copy["status"] = new JsonObject
            {
                ["loadBalancer"] = new JsonObject { ["ingress"] = new JsonArray(new JsonObject { ["ip"] = address, ["ipMode"] = "VIP" }) },
            };
            return copy;
        });
        Registry.Update(key, copy =>
        {
            if (copy.Metadata()["annotations"] is not JsonObject annotations)
            {
                copy.Metadata()["annotations"] = annotations = [];
            }

            annotations[PoolAnnotation] = Pool;
            return copy;
        });
    }

    private void Clear(JsonObject service)
    {
        var key = KnownTypes.Services.Key(service.Namespace(), service.Name());
        if (service.Items("status", "loadBalancer", "ingress").Any())
        {
            Registry.UpdateStatus(key, copy =>
            {
                copy["status"] = new JsonObject { ["loadBalancer"] = new JsonObject() };
                return copy;
            });
        }

        if (service.Annotation(PoolAnnotation) is not null)
        {
            Registry.Update(key, copy =>
            {
                (copy.Metadata()["annotations"] as JsonObject)?.Remove(PoolAnnotation);
                return copy;
            });
        }
    }

    /// <summary>Once: it is looked at again and again.</summary>
    private void Say(Key key, JsonObject service, string type, string reason, string message)
    {
        if (_said.GetValueOrDefault(key) != message)
        {
            _said[key] = message;
            events.Record(service, type, reason, message, Component);
        }
    }
}
