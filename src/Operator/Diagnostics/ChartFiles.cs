using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Kubernetes.Generation;

namespace RedisOperator.Operator.Diagnostics;

/// <summary>
/// The generated files of the chart: the same CRD as in config/, the table of permissions for its roles, and in its README the table of values
/// from the comments of values.yaml.
/// </summary>
public static class ChartFiles
{
    private const string Values = "values.yaml";
    private const string Readme = "README.md";
    private const string TableBegins = "<!-- values: written by `redis-operator manifests` from values.yaml -->\n";
    private const string TableEnds = "<!-- end of values -->\n";

    /// <exception cref="FormatException">values.yaml has a value without a description, or the README has no place for the table.</exception>
    /// <exception cref="IOException">There is no chart in <paramref name="directory"/>.</exception>
    public static GeneratedFiles In(string directory) => new(directory,
    [
        ("files/crd.yaml", Manifests.CustomResourceDefinition()),
        ("files/permissions.yaml", Permissions()),
        (Readme, WithTable(File.ReadAllText(Path.Combine(directory, Readme)), ChartValues.Table(File.ReadAllText(Path.Combine(directory, Values))))),
    ]);

    private static string Permissions() => Manifests.Header + YamlText.Write(new JsonObject
    {
        ["groups"] = Rules(OperatorPermissions.Groups),
        ["cluster"] = Rules(OperatorPermissions.Cluster),
        ["leaderElection"] = Rules(OperatorPermissions.LeaderElection),
    });

    private static JsonArray Rules(IEnumerable<Permission> permissions) =>
        [.. permissions.Select(permission => JsonSerializer.SerializeToNode(permission.ToRule(), EntitiesJson.Options.GetTypeInfo(typeof(V1PolicyRule))))];

    private static string WithTable(string readme, string table)
    {
        var begin = readme.IndexOf(TableBegins, StringComparison.Ordinal);
        var end = readme.IndexOf(TableEnds, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new FormatException($"{Readme} has no place for the table of values: it stands between the lines {TableBegins.TrimEnd()} and {TableEnds.TrimEnd()}");
        }

        return readme[..(begin + TableBegins.Length)] + table + readme[end..];
    }
}
