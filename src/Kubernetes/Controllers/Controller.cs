using k8s.Queue;
using Microsoft.Extensions.Logging;

namespace k8s.Controllers;

/// <summary>
/// Takes keys from a queue and runs a pass over each, so many at once, never two over the same key. The only place where what a pass came to is
/// turned into queue, metric and log line.
/// </summary>
public sealed partial class Controller
{
    private readonly string _name;
    private readonly WorkQueue<NamespacedName> _queue;
    private readonly int _workers;
    private readonly Func<NamespacedName, CancellationToken, Task<PassResult>> _reconcile;
    private readonly TimeProvider _time;
    private readonly ControllerMetrics _metrics;
    private readonly ILogger _log;

    /// <param name="name">For logs and metrics.</param>
    /// <param name="queue">Where the keys come from.</param>
    /// <param name="workers">How many passes at once; at least 1.</param>
    /// <param name="reconcile">A pass. What it throws counts as <see cref="PassResult.Failed"/>; the key is tried again, never dropped.</param>
    /// <param name="metrics">Counts passes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logging">Where to log.</param>
    public Controller(
        string name,
        WorkQueue<NamespacedName> queue,
        int workers,
        Func<NamespacedName, CancellationToken, Task<PassResult>> reconcile,
        ControllerMetrics metrics,
        TimeProvider time,
        ILoggerFactory logging)
    {
        ArgumentNullException.ThrowIfNull(logging);
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        _name = name;
        _queue = queue;
        _workers = workers;
        _reconcile = reconcile;
        _metrics = metrics;
        _time = time;
        _log = logging.CreateLogger("k8s.Controllers." + name);
        queue.Waited += wait => metrics.Waited(name, wait);
    }

    /// <summary>Runs until cancelled; passes that are under way are waited for.</summary>
    public Task RunAsync(CancellationToken ct) => Task.WhenAll(Enumerable.Range(0, _workers).Select(_ => Task.Run(() => WorkAsync(ct), CancellationToken.None)));

    private async Task WorkAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            NamespacedName key;
            try
            {
                key = await _queue.TakeAsync(ct).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            try
            {
                await PassAsync(key, ct).ConfigureAwait(false);
            }
            finally
            {
                _queue.Done(key);
            }
        }
    }

    private async Task PassAsync(NamespacedName key, CancellationToken ct)
    {
        var began = _time.GetTimestamp();
        var result = await ResultOfAsync(key, ct).ConfigureAwait(false);
        var took = _time.GetElapsedTime(began);
        switch (result)
        {
            case PassResult.Done:
                _queue.Forget(key);
                LogDone(_name, key, took.TotalMilliseconds);
                break;
            case PassResult.Again(var delay):
                _queue.Forget(key);
                _queue.AddAfter(key, delay);
                LogAgain(_name, key, delay.TotalMilliseconds, took.TotalMilliseconds);
                break;
            case PassResult.Failed(_, OperationCanceledException, _) when ct.IsCancellationRequested:
                // Whoever works on this queue next, here or in the next process, begins with what was left undone.
                _queue.Add(key);
                break;
            case PassResult.Failed(var message, var cause, { } delay):
                _queue.AddAfter(key, delay);
                LogFailed(cause, _name, key, message, took.TotalMilliseconds);
                break;
            case PassResult.Failed(var message, var cause, null):
                _queue.AddRateLimited(key);
                LogFailed(cause, _name, key, message, took.TotalMilliseconds);
                break;
        }

        _metrics.Passed(_name, result, took);
    }

    private async Task<PassResult> ResultOfAsync(NamespacedName key, CancellationToken ct)
    {
        try
        {
            return await _reconcile(key, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return PassResult.Error(e.Message, e);
        }
    }
}
