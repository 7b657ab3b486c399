using System.Runtime.CompilerServices;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>One change of one object. <paramref name="Event"/> is Added for everything that was there at the start.</summary>
internal readonly record struct Change(ResourceType Type, StoreEvent Event);

/// <summary>Lists, then watches, and lists again when the history is too short: a consumer sees every object and never an end.</summary>
internal static class Changes
{
    public static async IAsyncEnumerable<Change> OfAsync(Registry registry, ResourceType type, [EnumeratorCancellation] CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var (items, version) = registry.List(type);
            foreach (var item in items)
            {
                yield return new Change(type, new StoreEvent(StoreEventType.Added, item, null, version));
            }

            await using var events = registry.WatchAsync(type, null, version, ct).GetAsyncEnumerator(ct);
            while (await MoveNextAsync(events))
            {
                yield return new Change(type, events.Current);
            }
        }
    }

    private static async Task<bool> MoveNextAsync(IAsyncEnumerator<StoreEvent> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (StatusException e) when (e.Code == 410)
        {
            return false;
        }
    }
}
