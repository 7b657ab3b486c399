namespace RedisOperator.TestSupport;

/// <summary>The published operator, as the local cluster's image of it.</summary>
public static class OperatorImage
{
    /// <summary>Publishes the operator unless the last publish was of the same sources.</summary>
    /// <returns>the image, as <c>local-cluster up --image</c> takes it</returns>
    public static async Task<string> PublishedAsync(CancellationToken cancellationToken)
    {
        var script = Path.Combine(RepositoryPaths.Root, "scripts", "publish-operator");
        await new CommandLine(script).OutputAsync(TimeSpan.FromMinutes(5), cancellationToken);
        return $"redis-operator={Path.Combine(RepositoryPaths.Artifacts, "operator")}:redis-operator";
    }
}
