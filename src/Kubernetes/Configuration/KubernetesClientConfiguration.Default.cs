namespace k8s;

public sealed partial class KubernetesClientConfiguration
{
    /// <summary>The files of KUBECONFIG if it is set, else ~/.kube/config if there is one, else the cluster this runs in.</summary>
    /// <exception cref="KubeConfigException">None of them can be used; the message says why.</exception>
    public static KubernetesClientConfiguration BuildDefaultConfig()
    {
        var list = Environment.GetEnvironmentVariable("KUBECONFIG");
        if (!string.IsNullOrEmpty(list))
        {
            return BuildConfigFromConfigFile(list.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));
        }

        var home = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config");
        if (File.Exists(home))
        {
            return BuildConfigFromConfigFile(home);
        }

        return IsInCluster()
            ? InClusterConfig()
            : throw new KubeConfigException($"no cluster to talk to: KUBECONFIG is not set, there is no {home}, and this does not run in a pod");
    }

    /// <summary>Reads one kubeconfig; <paramref name="context"/> stands in for its current-context.</summary>
    /// <exception cref="KubeConfigException">The file is missing, is not a kubeconfig, or names what it does not define.</exception>
    public static KubernetesClientConfiguration BuildConfigFromConfigFile(string path, string? context = null) =>
        BuildConfigFromConfigFile([path], context);

    /// <summary>Merges kubeconfigs as kubectl does: the first that defines a name wins; files that do not exist are passed over.</summary>
    /// <exception cref="KubeConfigException">None exists, one is not a kubeconfig, or they name what they do not define.</exception>
    public static KubernetesClientConfiguration BuildConfigFromConfigFile(IReadOnlyList<string> paths, string? context = null) =>
        KubeConfig.Load(paths).ToConfiguration(context);
}
