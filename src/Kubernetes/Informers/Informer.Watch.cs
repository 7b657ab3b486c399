namespace k8s.Informers;

public sealed partial class Informer<T>
{
    // A server may ask for any time; nobody waits an hour for it.
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Watches from a version, again and again while the server ends watches in good order. Returns or throws when the thread is lost: then only a
    /// list tells what happened. A broken connection counts as lost, because the server behind the next one may be another, with other versions.
    /// </summary>
    private async Task WatchFromAsync(string version, CancellationToken ct)
    {
        var emptyWatches = 0;
        while (true)
        {
            var before = version;
            var began = _options.Time.GetTimestamp();
            (version, var inOrder) = await WatchOnceAsync(version, ct).ConfigureAwait(false);
            if (!inOrder)
            {
                LogWentBack(typeof(T).Name, version);
                InformerMetrics.Lost(ResourceAddress<T>.Plural);
                return;
            }

            // A server that ends every watch at once must not be asked in a tight loop.
            var quick = before == version && _options.Time.GetElapsedTime(began) < TimeSpan.FromSeconds(1);
            emptyWatches = quick ? await RestAsync(emptyWatches, null, ct).ConfigureAwait(false) : 0;
        }
    }

    private async Task<(string Version, bool InOrder)> WatchOnceAsync(string version, CancellationToken ct)
    {
        // Ends the request when nothing came for too long; set anew with everything that comes.
        using var idle = new CancellationTokenSource(_options.IdleTimeout, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, idle.Token);
        try
        {
            await foreach (var next in _client.WatchAsync<T>(_namespace, WatchOptions(version), either.Token).ConfigureAwait(false))
            {
                idle.CancelAfter(_options.IdleTimeout);
                var seen = next.Object.Metadata.ResourceVersion ?? "";
                if (ResourceVersions.IsOlder(seen, version) && !IsKnown(next.Object))
                {
                    return (seen, InOrder: false);
                }

                Apply(next);
                version = ResourceVersions.Newer(seen, version);
            }

            return (version, InOrder: true);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new KubernetesException("WATCH " + typeof(T).Name, KubernetesException.TimedOut, new TimeoutException($"the watch brought nothing for {_options.IdleTimeout.TotalSeconds} s", e));
        }
    }

    private ListOptions WatchOptions(string version) => _selection with
    {
        ResourceVersion = version,
        AllowWatchBookmarks = true,
        TimeoutSeconds = (int)Math.Ceiling(_options.WatchTimeout.TotalSeconds * (1 - (0.1 * _options.Jitter.NextDouble()))),
    };

    private void Apply(WatchEvent<T> next)
    {
        switch (next.Type)
        {
            case WatchEventType.Added or WatchEventType.Modified:
                Take(next.Object);
                break;
            case WatchEventType.Deleted:
                Drop(NamespacedName.Of(next.Object), next.Object);
                break;
            default:
                // A bookmark: only its version counts.
                break;
        }
    }

    /// <summary>A second telling of what the store already holds.</summary>
    private bool IsKnown(T obj) => IsSame(_store.Get(NamespacedName.Of(obj)), obj);

    private static bool IsSame(T? known, T obj) =>
        known is not null && known.Metadata.Uid == obj.Metadata.Uid && known.Metadata.ResourceVersion == obj.Metadata.ResourceVersion;

    private async Task<int> RestAsync(int failures, TimeSpan? asked, CancellationToken ct)
    {
        var rest = _options.MinBackoff * Math.Pow(2, Math.Min(failures, 20));
        rest = (rest < _options.MaxBackoff ? rest : _options.MaxBackoff) * (1 - (0.5 * _options.Jitter.NextDouble()));
        try
        {
            await Task.Delay(asked > rest && asked < LongestRest ? asked.Value : rest, _options.Time, ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The caller's loop sees it.
        }

        return failures + 1;
    }
}
