using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace k8s;

/// <summary>What an exec plugin printed, kept until it expires or the server refuses it. The plugin runs once at a time.</summary>
internal sealed class ExecCredentials(ExecPluginRunner runner, TimeProvider time) : Credentials
{
    // So that a token does not expire on its way.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _one = new(1);
    private volatile ExecCredential? _current;

    public override async ValueTask<AuthenticationHeaderValue?> HeaderAsync(CancellationToken ct)
    {
        var credential = _current;
        if (credential is null || IsOver(credential))
        {
            credential = await RenewAsync(ct).ConfigureAwait(false);
        }

        return credential.Token is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;
    }

    public override X509Certificate2? Certificate() => _current?.Certificate;

    public override bool Refused()
    {
        _current = null;
        return true;
    }

    public override void Dispose()
    {
        base.Dispose();
        _one.Dispose();
    }

    private async Task<ExecCredential> RenewAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (_current is { } fresh && !IsOver(fresh))
            {
                return fresh;
            }

            var renewed = await runner.RunAsync(ct).ConfigureAwait(false);
            _current = renewed;
            return renewed;
        }
        finally
        {
            _one.Release();
        }
    }

    private bool IsOver(ExecCredential credential) => credential.Expires is { } end && time.GetUtcNow() >= end - Margin;
}

/// <summary>The status of an ExecCredential. Without an end it holds until the server refuses it.</summary>
internal sealed record ExecCredential(string? Token, X509Certificate2? Certificate, DateTimeOffset? Expires)
{
    public override string ToString() => $"credential until {Expires?.ToString("O") ?? "it is refused"}";
}
