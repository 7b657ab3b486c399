using RedisOperator.LocalCluster.Api.Serving;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Subresources;

/// <summary>scale, log, exec, attach, portforward, eviction and token. (status is the main resource seen from the other side, and answered with it.)</summary>
internal sealed class SubresourceHandler(ScaleSubresource scale, LogSubresource logs, ExecSubresource execs, PortForwardSubresource forwards, EvictionSubresource evictions, TokenSubresource tokens)
{
    public Task HandleAsync(ApiRequest request) => (request.Subresource, request.Verb) switch
    {
        ("scale", "get") when request.Type.Scale is not null => scale.GetAsync(request),
        ("scale", "update" or "patch") when request.Type.Scale is not null => scale.WriteAsync(request),
        ("log", "get") when request.Type == KnownTypes.Pods => logs.GetAsync(request),
        ("exec" or "attach", "get" or "create") when request.Type == KnownTypes.Pods => execs.ConnectAsync(request),
        ("portforward", "get" or "create") when request.Type == KnownTypes.Pods => forwards.ConnectAsync(request),
        ("eviction", "create") when request.Type == KnownTypes.Pods => evictions.CreateAsync(request),
        ("token", "create") when request.Type == KnownTypes.ServiceAccounts => tokens.CreateAsync(request),
        _ => throw StatusException.NoSuchResource(),
    };
}
