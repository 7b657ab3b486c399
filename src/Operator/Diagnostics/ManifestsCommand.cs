using System.CommandLine;

namespace RedisOperator.Operator.Diagnostics;

/// <summary><c>redis-operator manifests</c>: writes config/crd and config/rbac, or says what differs.</summary>
public static class ManifestsCommand
{
    public static Command Create()
    {
        var check = new Option<bool>("--check") { Description = "Write nothing; exit with 1 when a file is not what would be written." };
        var output = new Option<string>("--output") { Description = "The directory that holds crd/ and rbac/.", DefaultValueFactory = _ => "config" };
        var command = new Command("manifests", "Write the CRD and the roles from the code, or check that they are up to date.") { check, output };
        command.SetAction(parsed => Run(
            parsed.GetValue(check),
            parsed.GetValue(output)!,
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return command;
    }

    internal static int Run(bool check, string directory, TextWriter output, TextWriter error)
    {
        if (!check)
        {
            foreach (var path in Manifests.Write(directory))
            {
                output.WriteLine($"wrote {Path.Combine(directory, path)}");
            }

            return 0;
        }

        var differing = Manifests.Differences(directory);
        foreach (var path in differing)
        {
            error.WriteLine($"{Path.Combine(directory, path)} is not what the code says: run 'redis-operator manifests'");
        }

        return differing.Count == 0 ? 0 : 1;
    }
}
