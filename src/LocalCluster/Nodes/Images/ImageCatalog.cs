using RedisOperator.LocalCluster.Nodes.Containers;
using RedisOperator.LocalCluster.Nodes.Native;

namespace RedisOperator.LocalCluster.Nodes.Images;

/// <summary>
/// There is no registry: an image is a name. Names ending in redis or valkey run the machine's redis-server; others are
/// directories that were given when the cluster was started.
/// </summary>
internal sealed class ImageCatalog(IReadOnlyDictionary<string, LocalImage> local)
{
    private const string MissingTag = "missing";
    private static readonly string[] Programs = ["server", "sentinel", "cli"];
    private const int UnprivilegedUser = 65532;

    /// <summary>Names that are not on the machine, as programs of the image.</summary>
    public const string ImageBin = "/image/bin";

    private static readonly Dictionary<string, string> Environment = new()
    {
        ["PATH"] = $"/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:{ImageBin}",
        ["HOME"] = "/root",
    };

    /// <summary>kubectl exec finds the image's own program by its name.</summary>
    private static readonly Dictionary<string, string> OfApp = new(Environment) { ["PATH"] = "/app:" + Environment["PATH"] };

    /// <summary>Null when there is no such image: the pull fails.</summary>
    public Image? Find(string reference)
    {
        var (name, tag) = Split(reference);
        if (tag == MissingTag)
        {
            return null;
        }

        if (name is "redis" or "valkey")
        {
            return ProgramPath.Find("redis-server") is { } server
                ? new Image(reference, [], [name + "-server"], Environment, "/data", [], Links(name, server), null)
                : null;
        }

        return local.TryGetValue(name, out var image)
            ? new Image(reference, image.Executable is null ? [] : ["/app/" + image.Executable], [], OfApp, "/app",
                [new BindMount(image.Root, "/app", true)], new Dictionary<string, string>(), UnprivilegedUser)
            : null;
    }

    /// <summary>redis-server is all of an image's programs; it looks at the name it is started by.</summary>
    private static Dictionary<string, string> Links(string name, string server) =>
        Programs.Select(program => $"{name}-{program}").Where(program => ProgramPath.Find(program) is null)
            .ToDictionary(program => $"{ImageBin}/{program}", program => program.EndsWith("cli", StringComparison.Ordinal) ? "/usr/bin/redis-cli" : server);

    /// <summary>"registry/path/NAME:TAG@digest" to NAME and TAG.</summary>
    private static (string Name, string Tag) Split(string reference)
    {
        var last = reference[(reference.LastIndexOf('/') + 1)..].Split('@')[0];
        var colon = last.IndexOf(':');
        return colon < 0 ? (last, "latest") : (last[..colon], last[(colon + 1)..]);
    }
}
