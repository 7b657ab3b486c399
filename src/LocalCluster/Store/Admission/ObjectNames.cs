using System.Text.RegularExpressions;

namespace RedisOperator.LocalCluster.Store.Admission;

/// <summary>What an object may be called.</summary>
internal static partial class ObjectNames
{
    private const string SubdomainHelp =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private const string LabelHelp =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character "
        + "(e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    public static FieldProblem? Problem(ResourceType type, string name)
    {
        if (name.Length == 0)
        {
            return FieldProblem.Required("metadata.name", "name or generateName is required");
        }

        if (type.Group == "rbac.authorization.k8s.io")
        {
            // Roles and bindings may be called anything that fits into a path.
            return name is "." or ".." || name.Contains('/') || name.Contains('%')
                ? FieldProblem.Invalid("metadata.name", $"\"{name}\"", "may not contain '/' or '%'") : null;
        }

        var isLabel = type == KnownTypes.Namespaces || type == KnownTypes.Services;
        var fits = isLabel ? name.Length <= 63 && Label().IsMatch(name) : name.Length <= 253 && Subdomain().IsMatch(name);
        return fits ? null : FieldProblem.Invalid("metadata.name", $"\"{name}\"", isLabel ? LabelHelp : SubdomainHelp);
    }

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Subdomain();

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Label();
}
