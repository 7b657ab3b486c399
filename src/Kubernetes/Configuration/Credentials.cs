using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace k8s;

/// <summary>How this client proves who it is.</summary>
internal abstract class Credentials : IDisposable
{
    /// <summary>The header of the next request; null when a certificate or nothing is used.</summary>
    public virtual ValueTask<AuthenticationHeaderValue?> HeaderAsync(CancellationToken ct) => ValueTask.FromResult<AuthenticationHeaderValue?>(null);

    /// <summary>The certificate to show in a handshake.</summary>
    public virtual X509Certificate2? Certificate() => null;

    /// <summary>The server said 401. True when asking again may give something else.</summary>
    public virtual bool Refused() => false;

    public virtual void Dispose()
    {
    }

    public static Credentials From(KubernetesClientConfiguration config, TimeProvider time, TimeSpan rereadAfter)
    {
        if (config.TokenFile is { } file)
        {
            return new FileTokenCredentials(new RereadFile(file, time, rereadAfter));
        }

        if (config.AccessToken is { } token)
        {
            return new FixedCredentials(new AuthenticationHeaderValue("Bearer", token), null);
        }

        if (config.Exec is { } plugin)
        {
            return new ExecCredentials(new ExecPluginRunner(plugin, config, time), time);
        }

        var header = config.Username is { } user
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{config.Password}")))
            : null;
        return new FixedCredentials(header, CertificateOf(config, time, rereadAfter));
    }

    private static ClientCertificate? CertificateOf(KubernetesClientConfiguration config, TimeProvider time, TimeSpan rereadAfter)
    {
        var certificate = PemSource.From(config.ClientCertificateData, config.ClientCertificateFile, time, rereadAfter);
        var key = PemSource.From(config.ClientKeyData, config.ClientKeyFile, time, rereadAfter);
        return certificate is not null && key is not null ? new ClientCertificate(certificate, key)
            : certificate is null && key is null ? null
            : throw new KubeConfigException("a client certificate needs its key, and a key its certificate");
    }
}

internal sealed class FixedCredentials(AuthenticationHeaderValue? header, ClientCertificate? certificate) : Credentials
{
    public override ValueTask<AuthenticationHeaderValue?> HeaderAsync(CancellationToken ct) => ValueTask.FromResult(header);

    public override X509Certificate2? Certificate() => certificate?.Current();
}

internal sealed class FileTokenCredentials(RereadFile file) : Credentials
{
    public override ValueTask<AuthenticationHeaderValue?> HeaderAsync(CancellationToken ct) =>
        ValueTask.FromResult<AuthenticationHeaderValue?>(new AuthenticationHeaderValue("Bearer", Encoding.UTF8.GetString(file.Read()).Trim()));

    public override bool Refused()
    {
        file.Invalidate();
        return true;
    }
}
