using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace k8s.Tests.Server;

/// <summary>An authority made for one test, and what it signs.</summary>
internal sealed class TestCertificates : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly X509Certificate2 _authority;

    public TestCertificates(string serverName = "127.0.0.1")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=test authority {Guid.NewGuid():N}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _authority = request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(2));
        Server = Sign("CN=api", "1.3.6.1.5.5.7.3.1", serverName);
    }

    public X509Certificate2 Authority => _authority;

    public byte[] AuthorityPem => Encoding.ASCII.GetBytes(_authority.ExportCertificatePem());

    /// <summary>What the server shows; may be changed while it runs.</summary>
    public X509Certificate2 Server { get; set; }

    public (byte[] Certificate, byte[] Key) Client(string name)
    {
        using var certificate = Sign($"CN={name}", "1.3.6.1.5.5.7.3.2", null);
        using var key = certificate.GetECDsaPrivateKey()!;
        return (Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()), Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
    }

    public void Dispose()
    {
        _authority.Dispose();
        Server.Dispose();
    }

    private X509Certificate2 Sign(string subject, string usage, string? san)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        if (san is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            if (IPAddress.TryParse(san, out var address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(san);
            }

            request.CertificateExtensions.Add(names.Build());
        }

        using var signed = request.Create(_authority, Now.AddDays(-1), Now.AddDays(1), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }
}
