namespace k8s;

public sealed partial class KubernetesClientConfiguration
{
    private const string ServiceAccountDirectory = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>Whether this runs in a pod that has a service account's token.</summary>
    public static bool IsInCluster() => ApiServerFromEnvironment() is not null && File.Exists(Path.Combine(ServiceAccountDirectory, "token"));

    /// <summary>The cluster this pod runs in, as its service account. Token and CA are re-read when their files change.</summary>
    /// <exception cref="KubeConfigException">This does not run in a pod, or the pod has no service account's token.</exception>
    public static KubernetesClientConfiguration InClusterConfig() => InClusterConfig(ServiceAccountDirectory);

    internal static KubernetesClientConfiguration InClusterConfig(string directory)
    {
        var host = ApiServerFromEnvironment()
            ?? throw new KubeConfigException("not in a cluster: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set");
        var token = Path.Combine(directory, "token");
        if (!File.Exists(token))
        {
            throw new KubeConfigException($"there is no {token}: does the pod set automountServiceAccountToken: false?");
        }

        var ns = Path.Combine(directory, "namespace");
        return new KubernetesClientConfiguration
        {
            Host = host,
            Namespace = File.Exists(ns) ? File.ReadAllText(ns).Trim() : "default",
            CertificateAuthorityFile = Path.Combine(directory, "ca.crt"),
            TokenFile = token,
        };
    }

    private static string? ApiServerFromEnvironment()
    {
        var host = Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST");
        var port = Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT");
        if (string.IsNullOrEmpty(host) || string.IsNullOrEmpty(port))
        {
            return null;
        }

        return host.Contains(':', StringComparison.Ordinal) ? $"https://[{host}]:{port}" : $"https://{host}:{port}";
    }
}
