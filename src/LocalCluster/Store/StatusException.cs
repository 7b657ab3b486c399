using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Store;

/// <summary>A refusal as the API words it. <see cref="Status"/> is the v1 Status that goes over the wire.</summary>
public sealed class StatusException : Exception
{
    public StatusException(int code, string reason, string message, JsonObject? details = null)
        : base(message)
    {
        Code = code;
        Reason = reason;
        Details = details;
    }

    public int Code { get; }

    public string Reason { get; }

    public JsonObject? Details { get; }

    public JsonObject Status
    {
        get
        {
            var status = new JsonObject
            {
                ["kind"] = "Status",
                ["apiVersion"] = "v1",
                ["metadata"] = new JsonObject(),
                ["status"] = "Failure",
                ["message"] = Message,
                ["reason"] = Reason,
            };
            if (Details is not null)
            {
                status["details"] = Details.DeepClone();
            }

            status["code"] = Code;
            return status;
        }
    }

    public static StatusException NotFound(ObjectKey key) =>
        new(404, "NotFound", $"{key.Type.QualifiedPlural} \"{key.Name}\" not found", DetailsOf(key));

    public static StatusException NoSuchResource() =>
        new(404, "NotFound", "the server could not find the requested resource", []);

    public static StatusException AlreadyExists(ObjectKey key) =>
        new(409, "AlreadyExists", $"{key.Type.QualifiedPlural} \"{key.Name}\" already exists", DetailsOf(key));

    public static StatusException Conflict(ObjectKey key, string why) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {key.Type.QualifiedPlural} \"{key.Name}\": {why}", DetailsOf(key));

    public static StatusException Modified(ObjectKey key) =>
        Conflict(key, "the object has been modified; please apply your changes to the latest version and try again");

    public static StatusException Expired(long since, long oldest) =>
        new(410, "Expired", $"too old resource version: {since} ({oldest})");

    public static StatusException BadRequest(string message) => new(400, "BadRequest", message);

    public static StatusException MethodNotAllowed() =>
        new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", []);

    public static StatusException Unauthorized() => new(401, "Unauthorized", "Unauthorized");

    public static StatusException Forbidden(ResourceType type, string name, string message) =>
        new(403, "Forbidden", $"{type.QualifiedPlural} \"{name}\" is forbidden: {message}", DetailsOf(type.Key(null, name)));

    public static StatusException UnsupportedMediaType(string message) => new(415, "UnsupportedMediaType", message);

    /// <summary>422 with one cause per problem, worded as Kubernetes does.</summary>
    public static StatusException Invalid(ResourceType type, string name, IReadOnlyList<FieldProblem> problems)
    {
        var listed = problems.Count == 1 ? problems[0].ToString() : $"[{string.Join(", ", problems)}]";
        var details = new JsonObject { ["name"] = name, ["group"] = type.Group, ["kind"] = type.Kind };
        details["causes"] = new JsonArray([.. problems.Select(problem => problem.ToCause())]);
        return new(422, "Invalid", $"{type.QualifiedKind} \"{name}\" is invalid: {listed}", details);
    }

    public static StatusException Invalid(ResourceType type, string name, FieldProblem problem) => Invalid(type, name, [problem]);

    private static JsonObject DetailsOf(ObjectKey key) =>
        new() { ["name"] = key.Name, ["group"] = key.Type.Group, ["kind"] = key.Type.Plural };
}
