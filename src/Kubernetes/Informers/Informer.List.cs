using k8s.Models;

namespace k8s.Informers;

public sealed partial class Informer<T>
{
    /// <summary>Makes the store equal to the server and tells the difference. Returns the version to watch from.</summary>
    private async Task<string> ListAllAsync(CancellationToken ct)
    {
        var (items, version) = await ReadPagesAsync(_options.PageSize, ct).ConfigureAwait(false);
        Lists++;
        var present = new HashSet<NamespacedName>();
        foreach (var item in items)
        {
            present.Add(NamespacedName.Of(item));
            Take(item);
        }

        // What went while nobody watched: nobody else will ever tell.
        foreach (var name in _store.Names.Where(name => !present.Contains(name)).ToList())
        {
            Drop(name, null);
        }

        LogListed(typeof(T).Name, items.Count, version);
        _synced.TrySetResult();
        return version;
    }

    private async Task<(List<T> Items, string Version)> ReadPagesAsync(int? limit, CancellationToken ct)
    {
        var items = new List<T>();
        string? next = null;
        while (true)
        {
            KubernetesList<T> page;
            try
            {
                page = await _client.ListAsync<T>(_namespace, _selection with { Limit = limit, Continue = next }, ct).ConfigureAwait(false);
            }
            catch (KubernetesException e) when (e.IsGone && next is not null)
            {
                // The pages' snapshot was compacted away under way; a list in one piece cannot be.
                return await ReadPagesAsync(null, ct).ConfigureAwait(false);
            }

            items.AddRange(page.Items);
            next = page.Metadata.Continue;
            if (string.IsNullOrEmpty(next))
            {
                return (items, page.Metadata.ResourceVersion ?? "");
            }
        }
    }
}
