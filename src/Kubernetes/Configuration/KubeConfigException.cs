namespace k8s;

/// <summary>A kubeconfig, a credential file or an exec plugin that cannot be used. The message names it and says what is wrong.</summary>
public sealed class KubeConfigException : Exception
{
    public KubeConfigException(string message)
        : base(message)
    {
    }

    public KubeConfigException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public KubeConfigException()
    {
    }
}
