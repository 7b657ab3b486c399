using k8s.Models;
using Microsoft.Extensions.Logging;

namespace k8s.Informers;

/// <summary>
/// Keeps a copy of a collection of the API server and tells what changes in it: list, then watch, forever. Add indexes and handlers first, then
/// run it once. Handlers are called one at a time, in order, on the informer's own flow; they must be quick (put a key in a queue).
/// </summary>
public sealed partial class Informer<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly IKubernetes _client;
    private readonly string? _namespace;
    private readonly ListOptions _selection;
    private readonly InformerOptions<T> _options;
    private readonly ILogger _log;
    private readonly Store<T> _store = new();
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _started;

    /// <param name="client">Where to list and watch.</param>
    /// <param name="ns">One namespace, or null for all.</param>
    /// <param name="selection">Label and field selector; the rest of it is the informer's own.</param>
    /// <param name="options">How to behave.</param>
    public Informer(IKubernetes client, string? ns, ListOptions? selection = null, InformerOptions<T>? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
        _namespace = ns;
        _selection = new ListOptions { LabelSelector = selection?.LabelSelector, FieldSelector = selection?.FieldSelector };
        _options = options ?? new InformerOptions<T>();
        _options.Validate();
        _log = _options.Logging.CreateLogger("k8s.Informers." + typeof(T).Name);
    }

    /// <summary>Told after the store has changed. What a handler throws is logged and does not stop the others.</summary>
    public event Action<InformerEvent<T>>? Changed;

    public IStore<T> Store => _store;

    /// <summary>The first list is in the store and its events are told.</summary>
    public bool HasSynced => _synced.Task.IsCompletedSuccessfully;

    /// <summary>How often the whole collection was listed: once, and after each loss of the thread.</summary>
    public int Lists { get; private set; }

    /// <summary>Before <see cref="RunAsync"/> only.</summary>
    public void AddIndex(string name, Func<T, IEnumerable<string>> keys)
    {
        if (Volatile.Read(ref _started) != 0)
        {
            throw new InvalidOperationException("an index must be added before the informer runs");
        }

        _store.AddIndex(name, keys);
    }

    public Task WaitForSyncAsync(CancellationToken ct) => _synced.Task.WaitAsync(ct);

    /// <summary>Runs until cancelled (then it returns); nothing the server or the network does ends it.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            throw new InvalidOperationException("an informer runs once");
        }

        var failures = 0;
        while (!ct.IsCancellationRequested)
        {
            var began = _options.Time.GetTimestamp();
            var asked = await ListAndWatchAsync(ct).ConfigureAwait(false);
            if (_options.Time.GetElapsedTime(began) > _options.MaxBackoff)
            {
                failures = 0;
            }

            failures = await RestAsync(failures, asked, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Goes on until the thread is lost or the token is cancelled. Returns how long the server asked to be left alone.</summary>
    private async Task<TimeSpan?> ListAndWatchAsync(CancellationToken ct)
    {
        try
        {
            var version = await ListAllAsync(ct).ConfigureAwait(false);
            await WatchFromAsync(version, ct).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return null;
        }
        catch (KubernetesException e)
        {
            LogLost(typeof(T).Name, e.Message);
            InformerMetrics.Lost(ResourceAddress<T>.Plural);
            return e.RetryAfter;
        }
    }
}
