using YamlDotNet.RepresentationModel;

namespace k8s;

/// <summary>One or more kubeconfig files, merged. Values keep the directory of the file they came from, because paths in it are relative to it.</summary>
internal sealed class KubeConfig
{
    private readonly Dictionary<string, KubeConfigNode> _clusters = [];
    private readonly Dictionary<string, KubeConfigNode> _users = [];
    private readonly Dictionary<string, KubeConfigNode> _contexts = [];
    private readonly string _source;
    private string? _currentContext;

    private KubeConfig(string source) => _source = source;

    public static KubeConfig Load(IReadOnlyList<string> paths)
    {
        var config = new KubeConfig(string.Join(", ", paths));
        var found = false;
        foreach (var path in paths.Where(File.Exists))
        {
            found = true;
            config.Merge(Path.GetFullPath(path));
        }

        return found ? config : throw new KubeConfigException($"no such kubeconfig: {config._source}");
    }

    public KubernetesClientConfiguration ToConfiguration(string? context)
    {
        var name = context ?? _currentContext ?? throw new KubeConfigException($"{_source}: no current-context is set");
        var chosen = Find(_contexts, "context", name);
        var cluster = Find(_clusters, "cluster", chosen.Text("cluster") ?? throw new KubeConfigException($"{_source}: context \"{name}\" names no cluster"));
        var user = chosen.Text("user") is { Length: > 0 } userName ? Find(_users, "user", userName) : KubeConfigNode.Empty;
        return new KubernetesClientConfiguration
        {
            Host = cluster.Text("server") ?? throw new KubeConfigException($"{_source}: cluster \"{chosen.Text("cluster")}\" has no server"),
            Namespace = chosen.Text("namespace") ?? "default",
            CurrentContext = name,
            CertificateAuthorityData = cluster.Base64("certificate-authority-data"),
            CertificateAuthorityFile = cluster.PathOf("certificate-authority"),
            TlsServerName = cluster.Text("tls-server-name"),
            SkipTlsVerify = cluster.Flag("insecure-skip-tls-verify"),
            ClientCertificateData = user.Base64("client-certificate-data"),
            ClientCertificateFile = user.PathOf("client-certificate"),
            ClientKeyData = user.Base64("client-key-data"),
            ClientKeyFile = user.PathOf("client-key"),
            AccessToken = user.Text("token"),
            TokenFile = user.PathOf("tokenFile"),
            Username = user.Text("username"),
            Password = user.Text("password"),
            Exec = ReadExec(user.Child("exec")),
        };
    }

    private void Merge(string path)
    {
        var root = Parse(path);
        _currentContext ??= root.Text("current-context");
        MergeList(root, "clusters", "cluster", _clusters);
        MergeList(root, "users", "user", _users);
        MergeList(root, "contexts", "context", _contexts);
    }

    private static void MergeList(KubeConfigNode root, string list, string item, Dictionary<string, KubeConfigNode> into)
    {
        foreach (var entry in root.Children(list))
        {
            if (entry.Text("name") is { } name)
            {
                into.TryAdd(name, entry.Child(item) ?? KubeConfigNode.Empty);
            }
        }
    }

    private static KubeConfigNode Parse(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            var yaml = new YamlStream();
            yaml.Load(reader);
            return yaml.Documents.Count == 0 ? KubeConfigNode.Empty
                : yaml.Documents[0].RootNode is YamlMappingNode root ? new KubeConfigNode(root, path)
                : throw new KubeConfigException($"{path} is not a kubeconfig: it does not hold a mapping");
        }
        catch (YamlDotNet.Core.YamlException e)
        {
            throw new KubeConfigException($"{path} is not YAML: line {e.Start.Line}: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KubeConfigException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private KubeConfigNode Find(Dictionary<string, KubeConfigNode> of, string what, string name) =>
        of.TryGetValue(name, out var node)
            ? node
            : throw new KubeConfigException($"{_source}: there is no {what} \"{name}\" (there are: {string.Join(", ", of.Keys)})");

    private static ExecPlugin? ReadExec(KubeConfigNode? exec)
    {
        if (exec is null)
        {
            return null;
        }

        var command = exec.Text("command") ?? throw new KubeConfigException($"{exec.File}: the user's exec has no command");
        return new ExecPlugin
        {
            Command = command.Contains('/', StringComparison.Ordinal) ? exec.PathOf("command")! : command,
            Args = [.. exec.Texts("args")],
            Env = exec.Children("env").ToDictionary(e => e.Text("name") ?? "", e => e.Text("value") ?? ""),
            ApiVersion = exec.Text("apiVersion") ?? "client.authentication.k8s.io/v1",
            InstallHint = exec.Text("installHint"),
            ProvideClusterInfo = exec.Flag("provideClusterInfo"),
        };
    }
}
