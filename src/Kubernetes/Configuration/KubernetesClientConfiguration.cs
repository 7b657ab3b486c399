namespace k8s;

/// <summary>
/// Where the API server is and how to prove who one is. Secrets are never printed. Of certificate and key, data wins over file; files are
/// read by the client when it needs them, and again when they change.
/// </summary>
public sealed partial class KubernetesClientConfiguration
{
    /// <summary>Base address of the API server, e.g. https://10.96.0.1:443; a path prefix is kept.</summary>
    public required string Host { get; init; }

    /// <summary>The namespace to use when the user names none.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>The kubeconfig context this came from; null in a cluster.</summary>
    public string? CurrentContext { get; init; }

    /// <summary>PEM of the only authorities that are trusted. Without it and the file, the system's authorities are.</summary>
    public byte[]? CertificateAuthorityData { get; init; }

    public string? CertificateAuthorityFile { get; init; }

    /// <summary>The name the server's certificate must have, when it is not the host's.</summary>
    public string? TlsServerName { get; init; }

    public bool SkipTlsVerify { get; init; }

    /// <summary>PEM of the client's certificate chain, leaf first.</summary>
    public byte[]? ClientCertificateData { get; init; }

    public string? ClientCertificateFile { get; init; }

    public byte[]? ClientKeyData { get; init; }

    public string? ClientKeyFile { get; init; }

    public string? AccessToken { get; init; }

    /// <summary>Read again when it changes; wins over <see cref="AccessToken"/>, as in kubectl.</summary>
    public string? TokenFile { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>A program that prints credentials; used when there is no token.</summary>
    public ExecPlugin? Exec { get; init; }

    public override string ToString() => CurrentContext is null ? Host : $"{Host} (context {CurrentContext})";
}
