using System.Collections.Concurrent;
using k8s.Informers;
using k8s.Models;
using k8s.Queue;
using KubeOps.Abstractions.Reconciliation;
using KubeOps.Abstractions.Reconciliation.Controller;

namespace k8s.Controllers;

/// <summary>
/// Makes passes of an <see cref="IEntityController{TEntity}"/>: every change in the informer asks for one, the pass reads the object from the
/// store, and an object that is gone is handed over as it was last seen. Make it before the informer runs.
/// </summary>
public sealed class EntityPasses<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly IStore<TEntity> _store;
    private readonly IEntityController<TEntity> _controller;
    private readonly ConcurrentDictionary<NamespacedName, TEntity> _gone = new();

    public EntityPasses(Informer<TEntity> informer, WorkQueue<NamespacedName> queue, IEntityController<TEntity> controller)
    {
        ArgumentNullException.ThrowIfNull(informer);
        ArgumentNullException.ThrowIfNull(queue);
        _store = informer.Store;
        _controller = controller;
        informer.Changed += change =>
        {
            var key = NamespacedName.Of(change.Object);
            if (change.Type == InformerEventType.Deleted)
            {
                _gone[key] = change.Object;
            }

            queue.Add(key);
        };
    }

    public async Task<PassResult> ReconcileAsync(NamespacedName key, CancellationToken ct)
    {
        // A deleted one first, also when another took its name meanwhile.
        if (_gone.TryGetValue(key, out var last))
        {
            var ended = await _controller.DeletedAsync(last, ct).ConfigureAwait(false);
            if (ended.IsFailure || ended.RequeueAfter is not null)
            {
                return ResultOf(ended);
            }

            _gone.TryRemove(KeyValuePair.Create(key, last));
        }

        return _store.Get(key) is { } entity
            ? ResultOf(await _controller.ReconcileAsync(entity, ct).ConfigureAwait(false))
            : PassResult.Finished;
    }

    private static PassResult ResultOf(ReconciliationResult<TEntity> result) => result switch
    {
        { IsFailure: true } => PassResult.Error(result.ErrorMessage ?? "failed", result.Error, result.RequeueAfter),
        { RequeueAfter: { } delay } => PassResult.After(delay),
        _ => PassResult.Finished,
    };
}
