using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Cli;

/// <summary>What a running cluster is known by on the machine.</summary>
/// <param name="Pid">Killing it ends everything.</param>
/// <param name="InitPid">The process inside the outer namespaces, as the machine numbers it.</param>
internal sealed record RunningCluster(int Pid, int InitPid, string Server, bool Rootless);

/// <summary>The cluster's directory: kubeconfig, cluster.json, logs, and a mount point that is empty from outside.</summary>
internal sealed class ClusterDirectory(string path)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public string Root { get; } = Path.GetFullPath(path);

    public string Kubeconfig => Path.Combine(Root, "kubeconfig");

    public string Logs => Path.Combine(Root, "logs");

    public string ClusterLog => Path.Combine(Logs, "cluster.log");

    /// <summary>Covered by a tmpfs inside: everything the nodes keep ends with the cluster.</summary>
    public string State => Path.Combine(Root, "run");

    private string ClusterJson => Path.Combine(Root, "cluster.json");

    public static Option<string> Option() => new("--dir")
    {
        Description = "The cluster's directory (kubeconfig, cluster.json, logs).",
        DefaultValueFactory = _ => Path.Combine("artifacts", "cluster"),
    };

    public void Create()
    {
        Directory.CreateDirectory(Logs);
        Directory.CreateDirectory(State);
    }

    public void Write(RunningCluster cluster)
    {
        var json = new JsonObject { ["pid"] = cluster.Pid, ["initPid"] = cluster.InitPid, ["server"] = cluster.Server, ["rootless"] = cluster.Rootless };
        var draft = ClusterJson + ".new";
        File.WriteAllText(draft, json.ToJsonString(Indented) + "\n");
        File.Move(draft, ClusterJson, overwrite: true);
    }

    /// <summary>Null when there is none. The processes may be gone all the same.</summary>
    public RunningCluster? Read()
    {
        if (!File.Exists(ClusterJson))
        {
            return null;
        }

        var json = JsonNode.Parse(File.ReadAllText(ClusterJson))!;
        return new RunningCluster((int)json["pid"]!, (int)json["initPid"]!, (string)json["server"]!, (bool)json["rootless"]!);
    }

    public void Forget()
    {
        File.Delete(Kubeconfig);
        File.Delete(ClusterJson);
    }
}
