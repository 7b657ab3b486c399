using System.CommandLine;

namespace RedisOperator.Operator.Diagnostics;

/// <summary><c>redis-operator manifests</c>: writes config/crd, config/rbac and the chart's copies of them, or says what differs.</summary>
public static class ManifestsCommand
{
    public static Command Create()
    {
        var check = new Option<bool>("--check") { Description = "Write nothing; exit with 1 when a file is not what would be written." };
        var output = new Option<string>("--output") { Description = "The directory that holds crd/ and rbac/.", DefaultValueFactory = _ => "config" };
        var chart = new Option<string?>("--chart") { Description = "Also the CRD, the permissions and the table of values in the README of the chart in this directory." };
        var docs = new Option<string?>("--docs") { Description = "Also the page about the resource's fields, reference.md, in this directory." };
        var command = new Command("manifests", "Write the CRD and the roles from the code, or check that they are up to date.") { check, output, chart, docs };
        command.SetAction(parsed => Run(
            parsed.GetValue(check),
            parsed.GetValue(output)!,
            parsed.GetValue(chart),
            parsed.GetValue(docs),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return command;
    }

    internal static int Run(bool check, string directory, string? chart, string? docs, TextWriter output, TextWriter error)
    {
        try
        {
            GeneratedFiles[] all =
            [
                Manifests.In(directory),
                .. chart is null ? Array.Empty<GeneratedFiles>() : [ChartFiles.In(chart)],
                .. docs is null ? Array.Empty<GeneratedFiles>() : [CrdReference.In(docs)],
            ];
            return check ? Check(all, error) : Write(all, output);
        }
        catch (Exception e) when (e is IOException or FormatException or UnauthorizedAccessException)
        {
            error.WriteLine($"manifests: {e.Message}");
            return 1;
        }
    }

    private static int Write(IEnumerable<GeneratedFiles> all, TextWriter output)
    {
        foreach (var files in all)
        {
            foreach (var path in files.Write())
            {
                output.WriteLine($"wrote {Path.Combine(files.Directory, path)}");
            }
        }

        return 0;
    }

    private static int Check(IEnumerable<GeneratedFiles> all, TextWriter error)
    {
        var differing = all.SelectMany(files => files.Differences().Select(path => Path.Combine(files.Directory, path))).ToArray();
        foreach (var path in differing)
        {
            error.WriteLine($"{path} is not what the code says: run 'make manifests'");
        }

        return differing.Length == 0 ? 0 : 1;
    }
}
