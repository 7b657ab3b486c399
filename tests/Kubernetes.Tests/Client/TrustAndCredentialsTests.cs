using System.Net.Http.Headers;
using System.Runtime.Versioning;
using System.Text;
using k8s.Models;
using k8s.Tests.Server;

namespace k8s.Tests.Client;

/// <summary>Whom the client believes and how it proves itself, over real TLS.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class TrustAndCredentialsTests : IDisposable
{
    private readonly TestCertificates _tls = new();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("kube-");

    private static KubernetesClientOptions Options => new() { RetryDelay = TimeSpan.FromMilliseconds(2), MaxRetries = 1, RereadFilesAfter = TimeSpan.FromMilliseconds(1) };

    public void Dispose()
    {
        _tls.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_server_signed_by_the_configured_authority_is_trusted()
    {
        await using var server = await ServeAsync(_tls);
        using var client = new Kubernetes(new KubernetesClientConfiguration { Host = server.Address, CertificateAuthorityData = _tls.AuthorityPem }, Options);
        (await Read(client)).ShouldBe("a");
    }

    [Fact]
    public async Task Any_other_server_is_not()
    {
        using var other = new TestCertificates();
        await using var server = await ServeAsync(other);
        using var pinned = new Kubernetes(new KubernetesClientConfiguration { Host = server.Address, CertificateAuthorityData = _tls.AuthorityPem }, Options);
        using var system = new Kubernetes(new KubernetesClientConfiguration { Host = server.Address }, Options);
        (await Should.ThrowAsync<KubernetesException>(Read(pinned))).RequestWasSent.ShouldBeFalse();
        (await Should.ThrowAsync<KubernetesException>(Read(system))).RequestWasSent.ShouldBeFalse();
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused_unless_that_name_is_configured()
    {
        using var named = new TestCertificates("api.example.test");
        await using var server = await ServeAsync(named);
        using var client = new Kubernetes(new KubernetesClientConfiguration { Host = server.Address, CertificateAuthorityData = named.AuthorityPem }, Options);
        await Should.ThrowAsync<KubernetesException>(Read(client));
        using var told = new Kubernetes(new KubernetesClientConfiguration { Host = server.Address, CertificateAuthorityData = named.AuthorityPem, TlsServerName = "api.example.test" }, Options);
        (await Read(told)).ShouldBe("a");
        using var wrong = new Kubernetes(new KubernetesClientConfiguration { Host = server.Address, CertificateAuthorityData = named.AuthorityPem, TlsServerName = "other.example.test" }, Options);
        await Should.ThrowAsync<KubernetesException>(Read(wrong));
    }

    [Fact]
    public async Task Whoever_asks_for_it_gets_no_verification()
    {
        await using var server = await ServeAsync(_tls);
        using var client = new Kubernetes(new KubernetesClientConfiguration { Host = server.Address, SkipTlsVerify = true }, Options);
        (await Read(client)).ShouldBe("a");
    }

    [Fact]
    public async Task A_client_certificate_is_shown()
    {
        await using var server = await ServeAsync(_tls, requireClient: true);
        var (certificate, key) = _tls.Client("admin");
        using var client = new Kubernetes(
            new KubernetesClientConfiguration { Host = server.Address, CertificateAuthorityData = _tls.AuthorityPem, ClientCertificateData = certificate, ClientKeyData = key },
            Options);
        (await Read(client)).ShouldBe("a");
        using var without = new Kubernetes(new KubernetesClientConfiguration { Host = server.Address, CertificateAuthorityData = _tls.AuthorityPem }, Options);
        await Should.ThrowAsync<KubernetesException>(Read(without));
    }

    [Fact]
    public async Task A_changed_authority_file_is_taken_up_without_a_restart()
    {
        using var old = new TestCertificates();
        var file = Write("ca.crt", Encoding.ASCII.GetString(old.AuthorityPem));
        await using var server = await ServeAsync(_tls);
        using var client = new Kubernetes(new KubernetesClientConfiguration { Host = server.Address, CertificateAuthorityFile = file }, Options);
        await Should.ThrowAsync<KubernetesException>(Read(client));
        await File.WriteAllBytesAsync(file, _tls.AuthorityPem, TestContext.Current.CancellationToken);
        await Task.Delay(10, TestContext.Current.CancellationToken);
        (await Read(client)).ShouldBe("a");
    }

    [Fact]
    public async Task A_changed_token_file_is_taken_up_and_at_once_when_the_server_says_401()
    {
        var file = Write("token", "first\n");
        await using var server = await ServeAsync(null);
        var tokens = Authorizations(server, accepted: "second");
        using var client = new Kubernetes(
            new KubernetesClientConfiguration { Host = server.Address, TokenFile = file, AccessToken = "ignored" },
            Options with { RereadFilesAfter = TimeSpan.FromHours(1) });
        (await Should.ThrowAsync<KubernetesException>(Read(client))).Code.ShouldBe(401);
        Write("token", "second");
        (await Read(client)).ShouldBe("a");
        tokens.Last().ShouldBe("Bearer second");
    }

    [Fact]
    public async Task User_and_password_are_sent()
    {
        await using var server = await ServeAsync(null);
        var seen = Authorizations(server, null);
        using var client = new Kubernetes(new KubernetesClientConfiguration { Host = server.Address, Username = "u", Password = "p" }, Options);
        await Read(client);
        seen.ShouldBe(["Basic dTpw"]);
    }

    [Fact]
    public async Task An_exec_plugin_runs_once_until_its_token_expires_or_is_refused()
    {
        var plugin = Script($$"""
            echo run >> {{_directory}}/runs
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"t'$(wc -l < {{_directory}}/runs)'","expirationTimestamp":"2999-01-01T00:00:00Z"} }'
            """);
        await using var server = await ServeAsync(null);
        var seen = Authorizations(server, null);
        using var client = new Kubernetes(new KubernetesClientConfiguration { Host = server.Address, Exec = new ExecPlugin { Command = plugin } }, Options);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Read(client)));
        seen.Distinct(StringComparer.Ordinal).ShouldBe(["Bearer t1"]);

        seen = Authorizations(server, accepted: "t2");
        await Read(client);
        seen.ShouldBe(["Bearer t1", "Bearer t2"]);
    }

    [Fact]
    public async Task An_expired_token_is_asked_for_again()
    {
        var plugin = Script($$"""
            echo run >> {{_directory}}/runs
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"t'$(wc -l < {{_directory}}/runs)'","expirationTimestamp":"2000-01-01T00:00:00Z"} }'
            """);
        await using var server = await ServeAsync(null);
        var seen = Authorizations(server, null);
        using var client = new Kubernetes(new KubernetesClientConfiguration { Host = server.Address, Exec = new ExecPlugin { Command = plugin } }, Options);
        await Read(client);
        await Read(client);
        seen.ShouldBe(["Bearer t1", "Bearer t2"]);
    }

    [Fact]
    public async Task An_exec_plugin_is_given_its_arguments_its_environment_and_the_cluster()
    {
        var plugin = Script($$"""
            printf '%s|%s|%s' "$1" "$EXTRA" "$KUBERNETES_EXEC_INFO" > {{_directory}}/told
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"t"} }'
            """);
        await using var server = await ServeAsync(null);
        using var client = new Kubernetes(
            new KubernetesClientConfiguration
            {
                Host = server.Address,
                Exec = new ExecPlugin { Command = plugin, Args = ["a b; c"], Env = new Dictionary<string, string> { ["EXTRA"] = "more" }, ProvideClusterInfo = true },
            },
            Options);
        await Read(client);
        var told = (await File.ReadAllTextAsync(Path.Combine(_directory.FullName, "told"), TestContext.Current.CancellationToken)).Split('|');
        told[0].ShouldBe("a b; c");
        told[1].ShouldBe("more");
        told[2].ShouldContain("\"interactive\":false");
        told[2].ShouldContain(server.Address);
    }

    [Theory]
    [InlineData("echo nothing >&2; exit 3", "ended with 3: nothing")]
    [InlineData("echo secret", "printed something that is not an ExecCredential")]
    [InlineData("echo '{}'", "printed no ExecCredential")]
    public async Task A_plugin_that_fails_is_named_and_nothing_is_sent(string script, string message)
    {
        await using var server = await ServeAsync(null);
        using var client = new Kubernetes(new KubernetesClientConfiguration { Host = server.Address, Exec = new ExecPlugin { Command = Script(script) } }, Options);
        var error = await Should.ThrowAsync<KubernetesException>(Read(client));
        error.Reason.ShouldBe(KubernetesException.NoCredentials);
        error.Message.ShouldContain(message);
        error.Message.ShouldNotContain("secret");
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plugin_that_is_not_there_leads_to_its_hint()
    {
        using var client = new Kubernetes(
            new KubernetesClientConfiguration { Host = "http://127.0.0.1:1", Exec = new ExecPlugin { Command = "no-such-plugin", InstallHint = "install it so" } },
            Options);
        (await Should.ThrowAsync<KubernetesException>(Read(client))).Message.ShouldContain("install it so");
    }

    private static async Task<string?> Read(Kubernetes client) =>
        (await client.GetAsync<V1Pod>("default", "a", TestContext.Current.CancellationToken)).Metadata.Name;

    private async Task<FakeApiServer> ServeAsync(TestCertificates? tls, bool requireClient = false)
    {
        var server = await FakeApiServer.StartNewAsync(null, tls, requireClient ? _tls.Authority : null);
        server.Cluster.Put(ObjectPath.Pod("a"), PodJson.Make());
        return server;
    }

    /// <summary>Notes each Authorization header; with an accepted token, refuses the others.</summary>
    private static List<string> Authorizations(FakeApiServer server, string? accepted)
    {
        var seen = new List<string>();
        server.Intercept = async context =>
        {
            var header = context.Request.Headers.Authorization.ToString();
            lock (seen)
            {
                seen.Add(header);
            }

            if (accepted is null || AuthenticationHeaderValue.Parse(header).Parameter == accepted)
            {
                return false;
            }

            await FakeApiRequest.FailAsync(context, 401, "Unauthorized", "who are you?");
            return true;
        };
        return seen;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private string Script(string body)
    {
        var path = Write("plugin", "#!/bin/sh\n" + body + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }
}
