namespace RedisOperator.TestSupport;

/// <summary>The operator in a cluster, as <c>make cluster</c> installs it.</summary>
public static class OperatorInstallation
{
    public const string Namespace = "redis-operator-system";
    public const string Deployment = "deployment/redis-operator";

    /// <summary>CRD, permissions and manager from config/, and the wait until it is ready.</summary>
    /// <exception cref="RunFailedException">kubectl refused something, or it did not become ready.</exception>
    public static async Task InstallAsync(LocalClusterProcess cluster, CancellationToken cancellationToken)
    {
        var environment = cluster.Kubectl("default").Command().Environment;
        var install = new CommandLine(Path.Combine(RepositoryPaths.Root, "scripts", "install-operator")) { Environment = environment };
        await install.OutputAsync(TimeSpan.FromSeconds(120), cancellationToken);
    }
}
