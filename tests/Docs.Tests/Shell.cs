using System.Text;

namespace RedisOperator.Docs.Tests;

/// <summary>Runs the commands of a page as somebody would who pastes them one block after the other into one shell.</summary>
public static class Shell
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public static Task<RunResult> RunAsync(Page page, IReadOnlyDictionary<string, string?> environment, CancellationToken ct)
    {
        // A reader sees the command that failed; -e ends there, so that what follows does not hide it.
        var script = new StringBuilder("set -euo pipefail\n");
        foreach (var block in page.Blocks.Where(block => block.IsCommands))
        {
            script.Append($"echo '== {page.Name}:{block.Line}'\nset -x\n{block.Text}\n{{ set +x; }} 2>/dev/null\n");
        }
        var command = new CommandLine("/bin/bash", "-c", script.ToString()) { Environment = environment, WorkingDirectory = RepositoryPaths.Root };
        return command.RunAsync(Patience, ct);
    }

    /// <summary>The tools that `make tools` fetched go first, and nothing of the user's own is read or changed.</summary>
    public static Dictionary<string, string?> Environment(string home)
    {
        string[] programs = ["tools", "plugin"];
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["PATH"] = string.Join(':', programs.Select(folder => Path.Combine(RepositoryPaths.Artifacts, folder)).Append(System.Environment.GetEnvironmentVariable("PATH"))),
            ["HOME"] = home,
            ["NO_PROXY"] = "127.0.0.1",
        };
    }
}
