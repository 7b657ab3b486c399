using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace k8s.Tests.Server;

/// <summary>One watch request being served.</summary>
internal sealed class OpenWatch(FakeApiServer server, HttpContext context) : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<string> _extra = new();
    private TaskCompletionSource _poke = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Cut() => context.Abort();

    public void End() => _end.Cancel();

    public void Send(string text)
    {
        _extra.Enqueue(text);
        _poke.TrySetResult();
    }

    public async Task RunAsync()
    {
        var path = ObjectPath.Parse(context.Request.Path);
        var version = long.Parse(context.Request.Query["resourceVersion"].ToString() is { Length: > 0 } text ? text : "0", CultureInfo.InvariantCulture);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, context.RequestAborted);
        if (int.TryParse(context.Request.Query["timeoutSeconds"], CultureInfo.InvariantCulture, out var seconds))
        {
            stop.CancelAfter(TimeSpan.FromSeconds(seconds));
        }

        context.Response.ContentType = "application/json";
        if (server.Cluster.Since(path, version).Events is null)
        {
            await FakeApiRequest.FailAsync(context, 410, "Expired", "too old resource version");
            return;
        }

        await context.Response.StartAsync(stop.Token);
        await context.Response.Body.FlushAsync(stop.Token);
        while (!stop.IsCancellationRequested)
        {
            version = await WriteNewsAsync(path, version, stop.Token);
        }
    }

    public ValueTask DisposeAsync()
    {
        _end.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<long> WriteNewsAsync(ObjectPath path, long version, CancellationToken stop)
    {
        var poke = _poke.Task;
        while (_extra.TryDequeue(out var text))
        {
            await WriteAsync(text);
        }

        var (events, more) = server.Cluster.Since(path, version);
        if (events is null)
        {
            await WriteAsync("""{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Expired","code":410,"message":"too old resource version"}}""" + "\n");
            End();
            return version;
        }

        foreach (var (at, line) in server.WatchesAreMute ? [] : events)
        {
            await WriteAsync(line + "\n");
            version = at;
        }

        var bookmark = Task.Delay(server.BookmarkEvery ?? Timeout.InfiniteTimeSpan, stop);
        var first = await Task.WhenAny(more, poke, bookmark);
        if (first == bookmark && !stop.IsCancellationRequested && !server.WatchesAreMute)
        {
            await WriteAsync($$"""{"type":"BOOKMARK","object":{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"{{server.Cluster.Version}}"} } }""" + "\n");
        }

        if (first == poke)
        {
            _poke = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return version;

        async Task WriteAsync(string text)
        {
            await context.Response.WriteAsync(text, stop);
            await context.Response.Body.FlushAsync(stop);
        }
    }
}
