using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Authorization;

/// <summary>The kinds that are questions: what may I (or somebody) do, who am I, whose token is this. Nothing is stored.</summary>
internal sealed class Reviews(Authenticator authenticator, Authorizer authorizer)
{
    private const string AuthorizationPath = "/apis/authorization.k8s.io/v1/";
    private const string AuthenticationPath = "/apis/authentication.k8s.io/v1/";

    /// <summary>"selfsubjectaccessreviews" and the like; null when the path is not a review's.</summary>
    public static (string Group, string Plural)? Match(string path)
    {
        if (path.StartsWith(AuthorizationPath, StringComparison.Ordinal)
            && path[AuthorizationPath.Length..] is "selfsubjectaccessreviews" or "selfsubjectrulesreviews" or "subjectaccessreviews")
        {
            return ("authorization.k8s.io", path[AuthorizationPath.Length..]);
        }

        return path.StartsWith(AuthenticationPath, StringComparison.Ordinal) && path[AuthenticationPath.Length..] is "selfsubjectreviews" or "tokenreviews"
            ? ("authentication.k8s.io", path[AuthenticationPath.Length..]) : null;
    }

    public JsonObject Answer(User user, string group, string plural, JsonObject review)
    {
        var type = new ResourceType(group, "v1", review.Text("kind") ?? "", plural, false);
        if (plural is "subjectaccessreviews" or "tokenreviews")
        {
            authorizer.Require(user, "create", type, "", null, null);
        }

        var answer = (JsonObject)review.DeepClone();
        answer["status"] = plural switch
        {
            "selfsubjectaccessreviews" => Access(user, review),
            "subjectaccessreviews" => Access(Subject(review), review),
            "selfsubjectrulesreviews" => Rules(user, review.Text("spec", "namespace")),
            "tokenreviews" => Token(review.Text("spec", "token") ?? ""),
            _ => new JsonObject { ["userInfo"] = Info(user) },
        };
        return answer;
    }

    private static User Subject(JsonObject review) => new(
        review.Text("spec", "user") ?? "", [.. (review.At("spec", "groups") as JsonArray ?? []).Select(group => group!.GetValue<string>())]);

    private JsonObject Access(User user, JsonObject review)
    {
        if (review.At("spec", "nonResourceAttributes") is JsonObject path)
        {
            return new JsonObject { ["allowed"] = MayVisit(user, path.Text("verb") ?? "get", path.Text("path") ?? "") };
        }

        var wanted = review.At("spec", "resourceAttributes");
        var subresource = wanted.Text("subresource") is { Length: > 0 } sub ? $"/{sub}" : "";
        var attempt = new Attempt(
            wanted.Text("verb") ?? "", wanted.Text("group") ?? "", wanted.Text("resource") + subresource, Named(wanted.Text("namespace")), Named(wanted.Text("name")));
        return new JsonObject { ["allowed"] = authorizer.Allows(user, attempt) };
    }

    private bool MayVisit(User user, string verb, string path)
    {
        try
        {
            authorizer.RequireNonResource(user, verb, path);
            return true;
        }
        catch (StatusException)
        {
            return false;
        }
    }

    private JsonObject Rules(User user, string? ns)
    {
        var rules = authorizer.RulesOf(user, ns).ToList();
        return new JsonObject
        {
            ["resourceRules"] = new JsonArray([.. rules.Where(rule => rule["resources"] is not null).Select(rule => rule.DeepClone())]),
            ["nonResourceRules"] = new JsonArray([.. rules.Where(rule => rule["nonResourceURLs"] is not null).Select(rule => rule.DeepClone())]),
            ["incomplete"] = false,
        };
    }

    private JsonObject Token(string token) => authenticator.Find(token) is { } user
        ? new JsonObject { ["authenticated"] = true, ["user"] = Info(user) }
        : new JsonObject { ["authenticated"] = false };

    private static JsonObject Info(User user) => new()
    {
        ["username"] = user.Name,
        ["uid"] = user.Uid,
        ["groups"] = new JsonArray([.. user.Groups.Select(group => JsonValue.Create(group))]),
    };

    private static string? Named(string? text) => text is { Length: > 0 } ? text : null;
}
