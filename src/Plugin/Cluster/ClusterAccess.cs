using k8s;
using RedisOperator.Entities;

namespace RedisOperator.Plugin.Cluster;

/// <summary>The cluster that kubectl would talk to with the same options.</summary>
internal sealed class ClusterAccess : IDisposable
{
    private readonly k8s.Kubernetes _client;

    private ClusterAccess(KubernetesClientConfiguration configuration, string? ns, string operatorNamespace, KubectlProgram kubectl)
    {
        _client = new k8s.Kubernetes(configuration, new KubernetesClientOptions { Json = EntitiesJson.Options, UserAgent = "kubectl-redisgroup" });
        Namespace = string.IsNullOrEmpty(ns) ? configuration.Namespace : ns;
        OperatorNamespace = operatorNamespace;
        Kubectl = kubectl;
    }

    public IKubernetes Client => _client;

    /// <summary>That of the groups.</summary>
    public string Namespace { get; }

    public string OperatorNamespace { get; }

    public KubectlProgram Kubectl { get; }

    /// <exception cref="KubeConfigException">No kubeconfig, or it names what it does not define.</exception>
    public static ClusterAccess Open(string? kubeconfig, string? context, string? ns, string operatorNamespace) =>
        new(Configuration(kubeconfig, context), ns, operatorNamespace, new KubectlProgram(kubeconfig, context));

    public void Dispose() => _client.Dispose();

    private static KubernetesClientConfiguration Configuration(string? kubeconfig, string? context)
    {
        if (kubeconfig is not null)
        {
            return KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig, context);
        }

        return context is null ? KubernetesClientConfiguration.BuildDefaultConfig() : KubernetesClientConfiguration.BuildConfigFromConfigFile(UsualFiles(), context);
    }

    private static string[] UsualFiles() => Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 } list
        ? list.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        : [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config")];
}
