using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace k8s;

/// <summary>
/// Trusts exactly the authorities of the configuration, for this client only: nothing is added to the machine's or the process's trust.
/// They are read at each handshake, so a rotated CA is taken up without a restart.
/// </summary>
internal sealed class ServerTrust(PemSource authorities, string? serverName)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly Lock _gate = new();
    private byte[]? _pem;
    private X509Certificate2Collection _roots = [];

    public bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return false;
        }

        using var leaf = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        var nameFits = serverName is null
            ? !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            : leaf.MatchesHostname(serverName);
        return nameFits && IsSignedByOurs(leaf, chain);
    }

    private bool IsSignedByOurs(X509Certificate2 leaf, X509Chain? presented)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(Roots());
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        foreach (var intermediate in presented?.ChainPolicy.ExtraStore ?? [])
        {
            chain.ChainPolicy.ExtraStore.Add(intermediate);
        }

        return chain.Build(leaf);
    }

    private X509Certificate2Collection Roots()
    {
        lock (_gate)
        {
            var pem = authorities.Read();
            if (ReferenceEquals(pem, _pem))
            {
                return _roots;
            }

            var roots = new X509Certificate2Collection();
            roots.ImportFromPem(Encoding.UTF8.GetString(pem));
            _roots = roots;
            _pem = pem;
            return roots;
        }
    }
}
