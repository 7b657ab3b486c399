using Microsoft.Extensions.Logging;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>
/// A loop from changes to keys to <see cref="Reconcile"/>, which compares what is wanted with what is there, all of it read
/// from the registry in memory, and writes only differences: when nothing changes, nothing is written.
/// </summary>
internal abstract partial class Controller(Registry registry, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Resync = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    protected Registry Registry { get; } = registry;

    protected TimeProvider Time { get; } = time;

    /// <summary>The kind whose objects the keys name.</summary>
    protected abstract ResourceType Subject { get; }

    /// <summary>Other kinds whose changes matter.</summary>
    protected abstract IReadOnlyList<ResourceType> AlsoWatched { get; }

    public async Task RunAsync(CancellationToken ct)
    {
        using var queue = new KeyQueue(Time);
        var watches = AlsoWatched.Prepend(Subject).Select(type => WatchAsync(type, queue, ct)).Append(ResyncAsync(queue, ct)).Append(WorkAsync(queue, ct)).ToList();
        await await Task.WhenAny(watches);
    }

    /// <summary>The keys that an event of one of <see cref="AlsoWatched"/> concerns.</summary>
    protected abstract IEnumerable<Key> Affected(Change change);

    /// <summary>Returns when to look again, if the time alone can change the answer.</summary>
    protected abstract TimeSpan? Reconcile(Key key);

    private async Task WatchAsync(ResourceType type, KeyQueue queue, CancellationToken ct)
    {
        await foreach (var change in Changes.OfAsync(Registry, type, ct))
        {
            IEnumerable<Key> keys = type == Subject ? [new Key(change.Event.Object.Namespace() ?? "", change.Event.Object.Name())] : Affected(change);
            foreach (var key in keys)
            {
                queue.Add(key);
            }
        }
    }

    private async Task WorkAsync(KeyQueue queue, CancellationToken ct)
    {
        while (true)
        {
            var key = await queue.TakeAsync(ct);
            try
            {
                if (Reconcile(key) is { } again)
                {
                    queue.AddAfter(key, again, ct);
                }
            }
            catch (StatusException e)
            {
                // Somebody else wrote in between, or the object is refused: look again.
                Refused(logger, GetType().Name, key.Namespace, key.Name, e.Message);
                queue.AddAfter(key, RetryAfter, ct);
            }
        }
    }

    private async Task ResyncAsync(KeyQueue queue, CancellationToken ct)
    {
        while (true)
        {
            await Task.Delay(Resync, Time, ct);
            foreach (var item in Registry.List(Subject).Items)
            {
                queue.Add(new Key(item.Namespace() ?? "", item.Name()));
            }
        }
    }
}
