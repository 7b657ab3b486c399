using Microsoft.AspNetCore.Http;
using RedisOperator.LocalCluster.Api.Authorization;
using RedisOperator.LocalCluster.Api.Discovery;
using RedisOperator.LocalCluster.Api.Subresources;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Serving;

/// <summary>Everything that is not an object: discovery, OpenAPI, version, health, reviews, faults.</summary>
internal sealed class NonResourceHandler(DiscoveryDocuments discovery, OpenApiDocuments openApi, Reviews reviews, FaultHandler faults, ApiFaultHandler apiFaults, KillsHandler kills)
{
    /// <summary>Reviews authorize themselves, and are asked for before resources: they are not stored and have no type.</summary>
    public async Task<bool> TryHandleReviewAsync(HttpContext http, User user, string path)
    {
        if (path == FaultHandler.Path)
        {
            await faults.HandleAsync(http, user);
            return true;
        }

        if (path == ApiFaultHandler.Path)
        {
            await apiFaults.HandleAsync(http, user);
            return true;
        }

        if (path == KillsHandler.Path)
        {
            await kills.HandleAsync(http, user);
            return true;
        }

        if (Reviews.Match(path) is not { } review)
        {
            return false;
        }

        if (http.Request.Method != "POST")
        {
            throw StatusException.MethodNotAllowed();
        }

        await Answers.WriteAsync(http, reviews.Answer(user, review.Group, review.Plural, await Bodies.ReadObjectAsync(http)), 201);
        return true;
    }

    public Task HandleAsync(HttpContext http, string path)
    {
        if (http.Request.Method is not ("GET" or "HEAD"))
        {
            throw StatusException.MethodNotAllowed();
        }

        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["healthz" or "livez" or "readyz", ..] => Answers.WriteTextAsync(http, "ok"),
            ["version"] => Answers.WriteAsync(http, DiscoveryDocuments.Version()),
            ["openapi", "v3"] => Answers.WriteAsync(http, openApi.Index()),
            ["openapi", "v3", .. var rest] => Answers.WriteAsync(http, openApi.Document(string.Join('/', rest)) ?? throw StatusException.NoSuchResource()),
            ["api" or "apis"] when discovery.Aggregated(http.Request.Headers.Accept.ToString(), parts[0]) is { } all =>
                Answers.WriteAsync(http, all.Body, 200, all.ContentType),
            ["api"] => Answers.WriteAsync(http, DiscoveryDocuments.CoreVersions()),
            ["apis"] => Answers.WriteAsync(http, discovery.Groups()),
            ["api", var version] => Answers.WriteAsync(http, discovery.Resources("", version) ?? throw StatusException.NoSuchResource()),
            ["apis", var group] => Answers.WriteAsync(http, discovery.Group(group) ?? throw StatusException.NoSuchResource()),
            ["apis", var group, var version] => Answers.WriteAsync(http, discovery.Resources(group, version) ?? throw StatusException.NoSuchResource()),
            _ => throw StatusException.NoSuchResource(),
        };
    }
}
