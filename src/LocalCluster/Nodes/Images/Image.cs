using RedisOperator.LocalCluster.Nodes.Containers;

namespace RedisOperator.LocalCluster.Nodes.Images;

/// <summary>What an image says about the containers made from it.</summary>
/// <param name="Links">Programs of the image that are another one on this machine: path in the container to what it links to.</param>
internal sealed record Image(
    string Name,
    IReadOnlyList<string> Entrypoint,
    IReadOnlyList<string> DefaultArguments,
    IReadOnlyDictionary<string, string> Environment,
    string WorkingDirectory,
    IReadOnlyList<BindMount> Mounts,
    IReadOnlyDictionary<string, string> Links,
    int? DefaultUser)
{
    /// <summary>As Kubernetes has it: a command replaces entrypoint and default arguments, arguments alone only the latter.</summary>
    public IReadOnlyList<string> CommandLine(IReadOnlyList<string> command, IReadOnlyList<string> arguments)
    {
        if (command.Count > 0)
        {
            return [.. command, .. arguments];
        }

        return [.. Entrypoint, .. arguments.Count > 0 ? arguments : DefaultArguments];
    }
}
