using System.CommandLine;

namespace RedisOperator.LocalCluster.Cli;

internal static class CheckCommand
{
    public static Command Create()
    {
        var command = new Command("check", "Says whether a cluster can run on this machine, and what is missing.");
        command.SetAction(_ => Report());
        return command;
    }

    /// <summary>The exit code: 0 when nothing is missing.</summary>
    public static int Report()
    {
        var missing = Requirements.Missing();
        foreach (var problem in missing)
        {
            Console.Error.WriteLine(problem);
        }

        if (missing.Count == 0)
        {
            Console.WriteLine(Requirements.IsRoot
                ? "This machine can run a local cluster (as root)."
                : "This machine can run a local cluster (unprivileged: runAsUser, runAsGroup and fsGroup are ignored).");
        }

        return missing.Count == 0 ? 0 : 1;
    }
}
