namespace k8s.Informers;

public sealed partial class Informer<T>
{
    private void Take(T obj)
    {
        _options.Transform?.Invoke(obj);
        var name = NamespacedName.Of(obj);
        var old = _store.Get(name);
        if (IsSame(old, obj))
        {
            return;
        }

        if (old is not null && old.Metadata.Uid != obj.Metadata.Uid)
        {
            // Deleted and made anew under the same name while nobody watched.
            Drop(name, null);
            old = null;
        }

        _store.Set(name, obj);
        Tell(new InformerEvent<T>(old is null ? InformerEventType.Added : InformerEventType.Modified, obj, old));
    }

    private void Drop(NamespacedName name, T? last)
    {
        if (_store.Get(name) is not { } old)
        {
            return;
        }

        _store.Remove(name);
        Tell(new InformerEvent<T>(InformerEventType.Deleted, last ?? old, old));
    }

    private void Tell(InformerEvent<T> change)
    {
        foreach (var handler in Delegate.EnumerateInvocationList(Changed))
        {
            try
            {
                handler(change);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // One handler's mistake must not cost the others their events, nor stop the store.
                LogHandlerFailed(e, typeof(T).Name, NamespacedName.Of(change.Object));
            }
        }
    }
}
