using System.Text.Json.Nodes;

namespace RedisOperator.TestSupport.Checking;

/// <summary>An object as it was from a moment on; null: gone.</summary>
public sealed record ObjectVersion(DateTimeOffset At, string Uid, JsonNode? Object);

/// <summary>
/// Every version of the objects of one collection, with the moment at which it came. When the connection breaks it goes on from where it was; what happened
/// meanwhile then comes late, and all at once.
/// </summary>
public sealed class CollectionWatch : IAsyncDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(50);

    private readonly KubeApi _api;
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly Action<ObjectVersion> _seen;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _listed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Task _run;
    private string? _version;

    /// <param name="path">with a query: <c>/api/v1/namespaces/x/pods?labelSelector=…</c></param>
    public CollectionWatch(KubeApi api, string path, TimeProvider time, Action<ObjectVersion> seen)
    {
        _api = api;
        _path = path;
        _time = time;
        _seen = seen;
        _run = Task.Run(RunAsync);
    }

    /// <summary>Completes when what was there at the start has been seen.</summary>
    public Task Listed => _listed.Task;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _version ??= await ListAsync();
                _listed.TrySetResult();
                await FollowAsync();
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                // Not to be reached, or the watch was cut: both belong to what is being tested.
                await Task.Delay(Retry, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<string> ListAsync()
    {
        var list = await _api.GetAsync(_path, _stop.Token);
        var items = list["items"]!.AsArray().Select(item => item!).ToArray();
        foreach (var gone in _known.Except(items.Select(Uid)).ToArray())
        {
            Note(gone, null);
        }

        Array.ForEach(items, item => Note(Uid(item), item));
        return list["metadata"]!["resourceVersion"]!.GetValue<string>();
    }

    private async Task FollowAsync()
    {
        using var lines = await _api.OpenAsync($"{_path}{(_path.Contains('?') ? '&' : '?')}watch=1&allowWatchBookmarks=true&resourceVersion={_version}", _stop.Token);
        while (await lines.ReadLineAsync(_stop.Token) is { } line)
        {
            var change = JsonNode.Parse(line)!;
            var item = change["object"]!;
            switch (change["type"]!.GetValue<string>())
            {
                case "ERROR":
                    // Too old to go on from: begin anew.
                    _version = null;
                    return;
                case "BOOKMARK":
                    break;
                case var type:
                    Note(Uid(item), type == "DELETED" ? null : item);
                    break;
            }

            _version = item["metadata"]!["resourceVersion"]!.GetValue<string>();
        }
    }

    private void Note(string uid, JsonNode? item)
    {
        _ = item is null ? _known.Remove(uid) : _known.Add(uid);
        _seen(new ObjectVersion(_time.GetUtcNow(), uid, item));
    }

    private static string Uid(JsonNode item) => item["metadata"]!["uid"]!.GetValue<string>();
}
