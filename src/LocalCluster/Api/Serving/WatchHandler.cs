using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Api.Selection;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Serving;

/// <summary>watch: from a resourceVersion, or from now with what is there first (WatchList); bookmarks for those who ask.</summary>
internal sealed class WatchHandler(Registry registry, TimeProvider time, Tables.TableWriter tables, TimeSpan bookmarkInterval, CancellationToken stopping)
{
    // What the API server of Kubernetes does when the client names no limit, without its jitter.
    private static readonly TimeSpan LongestWatch = TimeSpan.FromMinutes(30);

    public async Task WatchAsync(ApiRequest request)
    {
        var selection = ObjectSelection.Of(request);
        var (initial, since) = Start(request);
        using var subscription = registry.Subscribe(request.Type, request.Namespace, since);

        var limit = request.Number("timeoutSeconds") is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : LongestWatch;
        using var timeout = new CancellationTokenSource(limit, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, request.Aborted, stopping);
        var output = new WatchOutput(request, tables);
        await output.StartAsync();
        foreach (var item in initial.Where(selection.Matches))
        {
            await output.WriteAsync("ADDED", item);
        }

        if (request.Flag("sendInitialEvents"))
        {
            await output.WriteBookmarkAsync(since, endsInitialEvents: true);
        }

        await output.FlushAsync();
        var bookmarks = request.Flag("allowWatchBookmarks") ? bookmarkInterval : Timeout.InfiniteTimeSpan;
        await using var timer = time.CreateTimer(_ => subscription.RequestBookmark(), null, bookmarks, bookmarks);
        await PumpAsync(subscription, selection, output, ended.Token);
    }

    private static async Task PumpAsync(StoreSubscription subscription, ObjectSelection selection, WatchOutput output, CancellationToken ended)
    {
        try
        {
            while (await subscription.Items.WaitToReadAsync(ended))
            {
                while (subscription.Items.TryRead(out var item))
                {
                    if (item.Event is not { } change)
                    {
                        await output.WriteBookmarkAsync(item.ResourceVersion, endsInitialEvents: false);
                    }
                    else if (selection.Narrow(change) is { } type)
                    {
                        await output.WriteAsync(Name(type), change.Object);
                    }
                }

                await output.FlushAsync();
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The time is up, the client went, or the server stops: a watch has no other end.
        }
    }

    private (IReadOnlyList<JsonObject> Initial, long Since) Start(ApiRequest request)
    {
        var asked = request.Query("resourceVersion") ?? "";
        if (request.Query("sendInitialEvents") is not null && request.Query("resourceVersionMatch") != "NotOlderThan")
        {
            throw new StatusException(422, "Invalid", "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        }

        if (request.Flag("sendInitialEvents") || asked is "" or "0")
        {
            return registry.List(request.Type, request.Namespace);
        }

        return long.TryParse(asked, out var since)
            ? ([], since)
            : throw StatusException.BadRequest($"Invalid value: \"{asked}\": the resource version is not a number");
    }

    private static string Name(StoreEventType type) => type switch
    {
        StoreEventType.Added => "ADDED",
        StoreEventType.Modified => "MODIFIED",
        _ => "DELETED",
    };
}
