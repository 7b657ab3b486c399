using System.Text;

namespace k8s.Tests.Configuration;

public sealed class KubeConfigTests : IDisposable
{
    private const string Full = """
        apiVersion: v1
        kind: Config
        current-context: work
        clusters:
        - name: one
          cluster:
            server: https://one.example.test:6443
            certificate-authority-data: Q0E=
            tls-server-name: api
        - name: two
          cluster: { server: "http://two.example.test", certificate-authority: pki/ca.crt, insecure-skip-tls-verify: true }
        users:
        - name: admin
          user: { client-certificate-data: Q0VSVA==, client-key-data: S0VZ }
        - name: robot
          user:
            tokenFile: secrets/token
            username: u
            password: "null"
        - name: cloud
          user:
            exec:
              apiVersion: client.authentication.k8s.io/v1
              command: ./bin/login
              args: ["--region", "eu"]
              env: [{ name: PROFILE, value: prod }]
              installHint: get it
              provideClusterInfo: true
              interactiveMode: Never
        contexts:
        - name: work
          context: { cluster: one, user: admin, namespace: team }
        - name: robots
          context: { cluster: two, user: robot }
        - name: clouds
          context: { cluster: two, user: cloud }
        - name: broken
          context: { cluster: three, user: admin }
        """;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("kube-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void The_current_context_decides_cluster_user_and_namespace()
    {
        var config = KubernetesClientConfiguration.BuildConfigFromConfigFile(Write("config", Full));
        config.CurrentContext.ShouldBe("work");
        config.Host.ShouldBe("https://one.example.test:6443");
        config.Namespace.ShouldBe("team");
        config.TlsServerName.ShouldBe("api");
        config.SkipTlsVerify.ShouldBeFalse();
        Encoding.ASCII.GetString(config.CertificateAuthorityData!).ShouldBe("CA");
        Encoding.ASCII.GetString(config.ClientCertificateData!).ShouldBe("CERT");
        Encoding.ASCII.GetString(config.ClientKeyData!).ShouldBe("KEY");
    }

    [Fact]
    public void Another_context_can_be_chosen_and_paths_are_relative_to_their_file()
    {
        var config = KubernetesClientConfiguration.BuildConfigFromConfigFile(Write("config", Full), "robots");
        config.Namespace.ShouldBe("default");
        config.SkipTlsVerify.ShouldBeTrue();
        config.CertificateAuthorityFile.ShouldBe(Path.Combine(_directory.FullName, "pki/ca.crt"));
        config.TokenFile.ShouldBe(Path.Combine(_directory.FullName, "secrets/token"));
        config.Password.ShouldBe("null");
    }

    [Fact]
    public void An_exec_section_is_read_whole()
    {
        var exec = KubernetesClientConfiguration.BuildConfigFromConfigFile(Write("config", Full), "clouds").Exec!;
        exec.Command.ShouldBe(Path.Combine(_directory.FullName, "bin/login"));
        exec.Args.ShouldBe(["--region", "eu"]);
        exec.Env["PROFILE"].ShouldBe("prod");
        exec.InstallHint.ShouldBe("get it");
        exec.ProvideClusterInfo.ShouldBeTrue();
    }

    [Fact]
    public void Of_several_files_the_first_that_says_it_counts_and_missing_ones_are_passed_over()
    {
        Directory.CreateDirectory(Path.Combine(_directory.FullName, "other"));
        var first = Write("first", """
            current-context: mine
            contexts: [{ name: mine, context: { cluster: one, user: extra } }]
            clusters: [{ name: one, cluster: { server: "https://first.example.test" } }]
            """);
        var second = Write("other/second", Full.Replace("- name: admin", "- name: extra\n  user: { tokenFile: t }\n- name: admin", StringComparison.Ordinal));
        var config = KubernetesClientConfiguration.BuildConfigFromConfigFile([Path.Combine(_directory.FullName, "none"), first, second]);
        config.Host.ShouldBe("https://first.example.test");
        config.TokenFile.ShouldBe(Path.Combine(_directory.FullName, "other/t"));
        KubernetesClientConfiguration.BuildConfigFromConfigFile([first, second], "work").Namespace.ShouldBe("team");
    }

    [Fact]
    public void A_kubeconfig_in_JSON_is_one_too() =>
        KubernetesClientConfiguration.BuildConfigFromConfigFile(Write("config", """
            {"current-context":"c","contexts":[{"name":"c","context":{"cluster":"k","user":""}}],"clusters":[{"name":"k","cluster":{"server":"http://127.0.0.1:8001"}}],"users":null}
            """)).Host.ShouldBe("http://127.0.0.1:8001");

    [Theory]
    [InlineData("current-context: nowhere", "no context \"nowhere\"")]
    [InlineData("clusters: []", "no current-context")]
    [InlineData("a: [", "is not YAML")]
    [InlineData("- a", "is not a kubeconfig")]
    [InlineData("{current-context: c, contexts: [{name: c, context: {cluster: k}}], clusters: [{name: k, cluster: {certificate-authority-data: '!'}}]}", "has no server|not base64")]
    public void What_is_wrong_is_said_with_the_file(string text, string message)
    {
        var path = Write("config", text);
        var error = Should.Throw<KubeConfigException>(() => KubernetesClientConfiguration.BuildConfigFromConfigFile(path));
        error.Message.ShouldContain(path);
        message.Split('|').ShouldContain(part => error.Message.Contains(part, StringComparison.Ordinal));
    }

    [Fact]
    public void A_context_that_names_an_unknown_cluster_is_said_with_those_there_are()
    {
        var error = Should.Throw<KubeConfigException>(() => KubernetesClientConfiguration.BuildConfigFromConfigFile(Write("config", Full), "broken"));
        error.Message.ShouldContain("no cluster \"three\" (there are: one, two)");
    }

    [Fact]
    public void No_file_at_all_is_said()
    {
        var path = Path.Combine(_directory.FullName, "none");
        Should.Throw<KubeConfigException>(() => KubernetesClientConfiguration.BuildConfigFromConfigFile(path)).Message.ShouldContain(path);
    }

    [Fact]
    public void Secrets_are_not_printed()
    {
        var config = new KubernetesClientConfiguration { Host = "https://h", AccessToken = "secret", Password = "secret", Exec = new ExecPlugin { Command = "c", Args = ["secret"] } };
        $"{config} {config.Exec}".ShouldNotContain("secret");
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
