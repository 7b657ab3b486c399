using Microsoft.AspNetCore.Http;
using RedisOperator.LocalCluster.Api.Authorization;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Serving;

/// <summary>One request for a resource, taken apart: who wants which verb on what.</summary>
internal sealed record ApiRequest(HttpContext Http, User User, string Verb, ResourceType Type, string? Namespace, string? Name, string Subresource)
{
    public ObjectKey Key => Type.Key(Namespace, Name ?? "");

    public CancellationToken Aborted => Http.RequestAborted;

    public bool IsDryRun => Http.Request.Query["dryRun"].Contains("All");

    public bool IsStrict => Query("fieldValidation") == "Strict";

    public string? Query(string name) => Http.Request.Query[name] is { Count: > 0 } values ? values[0] : null;

    public bool Flag(string name) => Query(name) is "true" or "1";

    public long? Number(string name) => long.TryParse(Query(name), out var number) ? number : null;

    /// <summary>Who the managed fields belong to: as asked, else the program's name from the User-Agent.</summary>
    public string FieldManager
    {
        get
        {
            if (Query("fieldManager") is { Length: > 0 } asked)
            {
                return asked;
            }

            var agent = Http.Request.Headers.UserAgent.ToString().Split('/', 2)[0];
            return agent.Length > 0 ? agent : "unknown";
        }
    }

    /// <summary>Apply names its manager, or is refused: two nameless appliers would take each other's fields.</summary>
    public string RequiredFieldManager => Query("fieldManager") is { Length: > 0 } asked
        ? asked
        : throw new StatusException(422, "Invalid", "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch");

    public bool WantsTable => Http.Request.Headers.Accept.ToString().Contains("as=Table", StringComparison.Ordinal);
}
