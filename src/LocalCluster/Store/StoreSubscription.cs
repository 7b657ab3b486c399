using System.Threading.Channels;

namespace RedisOperator.LocalCluster.Store;

/// <summary>What a watcher reads: an event, or (Event null) the promise that everything up to ResourceVersion has been handed out.</summary>
internal readonly record struct WatchItem(StoreEvent? Event, long ResourceVersion);

/// <summary>One watcher's queue. Items arrive in the order of their resourceVersions, without a gap.</summary>
internal sealed class StoreSubscription(string? ns, Action<StoreSubscription> remove, Action<StoreSubscription> bookmark) : IDisposable
{
    private readonly Channel<WatchItem> _items = Channel.CreateUnbounded<WatchItem>(new UnboundedChannelOptions { SingleReader = true });

    public ChannelReader<WatchItem> Items => _items.Reader;

    /// <summary>Puts a bookmark behind everything committed so far.</summary>
    public void RequestBookmark() => bookmark(this);

    public void Dispose()
    {
        remove(this);
        _items.Writer.TryComplete();
    }

    internal void Offer(StoreEvent change)
    {
        if (ns is null || change.Object.Namespace() == ns)
        {
            _items.Writer.TryWrite(new WatchItem(change, change.ResourceVersion));
        }
    }

    internal void OfferBookmark(long resourceVersion) => _items.Writer.TryWrite(new WatchItem(null, resourceVersion));
}
