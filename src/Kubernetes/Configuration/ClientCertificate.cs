using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace k8s;

/// <summary>The certificate this client shows, made again when its files change.</summary>
internal sealed class ClientCertificate(PemSource certificate, PemSource key)
{
    private readonly Lock _gate = new();
    private byte[]? _certificatePem;
    private byte[]? _keyPem;
    private X509Certificate2? _current;

    public X509Certificate2 Current()
    {
        lock (_gate)
        {
            var certificatePem = certificate.Read();
            var keyPem = key.Read();
            if (_current is null || !ReferenceEquals(certificatePem, _certificatePem) || !ReferenceEquals(keyPem, _keyPem))
            {
                // The old one is not disposed: a handshake may be using it.
                _current = Parse(Encoding.UTF8.GetString(certificatePem), Encoding.UTF8.GetString(keyPem));
                _certificatePem = certificatePem;
                _keyPem = keyPem;
            }

            return _current;
        }
    }

    internal static X509Certificate2 Parse(string certificatePem, string keyPem)
    {
        try
        {
            return X509Certificate2.CreateFromPem(certificatePem, keyPem);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new KubeConfigException($"the client certificate and key cannot be used: {e.Message}", e);
        }
    }
}
