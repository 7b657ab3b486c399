using System.Net;
using System.Text.RegularExpressions;

namespace RedisOperator.TestSupport;

/// <summary>A port of a pod on this machine, by <c>kubectl port-forward</c>; it ends with this object.</summary>
public sealed partial class PortForward : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly RunningProcess _process;
    private readonly HttpClient _http;

    private PortForward(RunningProcess process, HttpClient http)
    {
        _process = process;
        _http = http;
    }

    /// <param name="kubectl">In the pod's namespace.</param>
    /// <param name="target">Such as pod/operator.</param>
    /// <param name="port">The pod's port.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">kubectl ended instead: the pod does not run.</exception>
    public static async Task<PortForward> OpenAsync(Kubectl kubectl, string target, int port, CancellationToken cancellationToken)
    {
        var opened = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = RunningProcess.Start(kubectl.Command("port-forward", "--address=127.0.0.1", target, $":{port}"), line =>
        {
            if (Forwarding().Match(line) is { Success: true } match)
            {
                opened.TrySetResult(match.Groups["local"].Value);
            }
        });
        if (await Task.WhenAny(opened.Task, process.Completion).WaitAsync(Patience, cancellationToken) != opened.Task)
        {
            await process.DisposeAsync();
            throw new InvalidOperationException($"kubectl forwards nothing:\n{process.Tail}");
        }

        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://{await opened.Task}"), Timeout = TimeSpan.FromSeconds(10) };
        return new PortForward(process, http);
    }

    public async Task<(HttpStatusCode Code, string Text)> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(path, cancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>What the pod says at /metrics now.</summary>
    public async Task<ScrapedMetrics> ScrapeAsync(CancellationToken cancellationToken) => ScrapedMetrics.Parse((await GetAsync("/metrics", cancellationToken)).Text);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }

    [GeneratedRegex(@"^Forwarding from (?<local>127\.0\.0\.1:\d+) ->", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Forwarding();
}
