using RedisOperator.LocalCluster.Api.Subresources;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Serving;

/// <summary>Sends a request on a resource to what answers its verb.</summary>
internal sealed class ResourceHandler(ReadHandler reads, WatchHandler watches, WriteHandler writes, DeleteHandler deletes, SubresourceHandler subresources)
{
    public Task HandleAsync(ApiRequest request)
    {
        if (request.Subresource is not ("" or "status"))
        {
            return subresources.HandleAsync(request);
        }

        if (request.Subresource == "status" && !request.Type.HasStatus)
        {
            throw StatusException.NoSuchResource();
        }

        return request.Verb switch
        {
            "get" => reads.GetAsync(request),
            "list" => reads.ListAsync(request),
            "watch" => watches.WatchAsync(request),
            "create" when request.Name is null => writes.CreateAsync(request),
            "update" => writes.ReplaceAsync(request),
            "patch" => writes.PatchAsync(request),
            "delete" when request.Subresource.Length == 0 => deletes.DeleteAsync(request),
            "deletecollection" => deletes.DeleteCollectionAsync(request),
            _ => throw StatusException.MethodNotAllowed(),
        };
    }
}
