using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using RedisOperator.LocalCluster.Api.Authorization;
using RedisOperator.LocalCluster.Faults;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Serving;

/// <summary>Every request's way: who is it, what is asked, may they, do it; a refusal is answered as a v1 Status.</summary>
internal sealed partial class RequestPipeline(
    Registry registry, Authenticator authenticator, Authorizer authorizer, ResourceHandler resources, NonResourceHandler others, ApiFaults faults, ILogger<RequestPipeline> logger)
{
    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            await RouteAsync(http);
        }
        catch (StatusException refusal) when (!http.Response.HasStarted)
        {
            await Answers.WriteAsync(http, refusal);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client is gone: there is nobody to answer.
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            LogFailed(http.Request.Method, http.Request.Path, e);
            await Answers.WriteAsync(http, new StatusException(500, "InternalError", $"Internal error occurred: {e.Message}"));
        }
    }

    private async Task RouteAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "/";
        var user = authenticator.Authenticate(http);
        if (!user.IsAdmin)
        {
            await faults.SlowDownAsync(http.RequestAborted);
        }

        if (await others.TryHandleReviewAsync(http, user, path))
        {
            return;
        }

        if (ResourcePath.Parse(path) is not { } resource)
        {
            authorizer.RequireNonResource(user, http.Request.Method, path);
            await others.HandleAsync(http, path);
            return;
        }

        var type = registry.Types.Find(resource.Group, resource.Version, resource.Plural) ?? throw StatusException.NoSuchResource();
        var verb = VerbOf(http, resource);
        if (!MayConnect(user, type, resource))
        {
            authorizer.Require(user, verb, type, resource.Subresource, resource.Namespace, resource.Name);
        }

        await resources.HandleAsync(new ApiRequest(http, user, verb, type, resource.Namespace, resource.Name, resource.Subresource));
    }

    /// <summary>Who may `create` an exec may also open it by GET, as WebSockets do: with Kubernetes the client would fall back to POST.</summary>
    private bool MayConnect(User user, ResourceType type, ResourcePath path) =>
        type == KnownTypes.Pods && path.Subresource is "exec" or "attach" or "portforward"
        && authorizer.Allows(user, new Attempt("create", type.Group, $"{type.Plural}/{path.Subresource}", path.Namespace, path.Name));

    private static string VerbOf(HttpContext http, ResourcePath path) => http.Request.Method switch
    {
        "GET" or "HEAD" when path.Name is not null => "get",
        "GET" or "HEAD" when http.Request.Query["watch"] is ["true" or "1"] => "watch",
        "GET" or "HEAD" => "list",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" when path.Name is null => "deletecollection",
        "DELETE" => "delete",
        _ => throw StatusException.MethodNotAllowed(),
    };
}
