using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Api.Serving;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Subresources;

/// <summary>serviceaccounts/token: TokenRequest.</summary>
internal sealed class TokenSubresource(Registry registry)
{
    private const long DefaultSeconds = 3600;
    private const long LeastSeconds = 600;

    public async Task CreateAsync(ApiRequest request)
    {
        var asked = await Bodies.ReadObjectAsync(request.Http);
        if (registry.Get(request.Key) is null)
        {
            throw StatusException.NotFound(request.Key);
        }

        var seconds = asked.Integer("spec", "expirationSeconds") ?? DefaultSeconds;
        if (seconds < LeastSeconds)
        {
            throw new StatusException(422, "Invalid", $"TokenRequest.authentication.k8s.io \"\" is invalid: spec.expirationSeconds: Invalid value: {seconds}: may not specify a duration less than 10 minutes");
        }

        var token = registry.Tokens.Issue(
            request.Namespace!, request.Name!, TimeSpan.FromSeconds(seconds), asked.Text("spec", "boundObjectRef", "name"), asked.Text("spec", "boundObjectRef", "uid"));
        var answer = (JsonObject)asked.DeepClone();
        answer["kind"] = "TokenRequest";
        answer["apiVersion"] = "authentication.k8s.io/v1";
        answer["metadata"] = new JsonObject { ["name"] = request.Name, ["namespace"] = request.Namespace };
        answer["status"] = new JsonObject { ["token"] = token.Token, ["expirationTimestamp"] = Timestamps.Seconds(token.ExpiresAt) };
        if (answer["spec"] is not JsonObject)
        {
            answer["spec"] = new JsonObject();
        }

        answer["spec"]!["expirationSeconds"] = seconds;
        await Answers.WriteAsync(request.Http, answer, 201);
    }
}
