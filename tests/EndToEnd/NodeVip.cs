using System.Text.Json.Nodes;

namespace RedisOperator.EndToEnd;

/// <summary>
/// An address of the nodes' network for one group, and ports of the nodes that no other group has: what one test leaves behind may still run while the next begins.
/// </summary>
public sealed record NodeVip(string Address, int Port)
{
    public const string Interface = "lan";

    /// <summary>IP:PORT, as clients have it.</summary>
    public string Client => $"{Address}:{Port}";

    /// <summary>spec.vip, in one line of YAML.</summary>
    public string Spec => $$"""{ mode: HostNetwork, hostNetwork: { address: {{Address}}/24, interface: {{Interface}}, statusPort: {{Port + 2}} } }""";

    public string Ports => $$"""
          port: {{Port}}
          sentinel: { port: {{Port + 1}} }
        """;

    public string Three => $$"""
        {{Specs.Three}}
        {{Ports}}
          vip: {{Spec}}
        """;

    /// <summary>1–99; each test has its own.</summary>
    public static NodeVip Number(int number) => new($"172.30.0.{100 + number}", 7000 + (10 * number));

    /// <summary>Waits until the status says that the address is on the master's node, and all else is well.</summary>
    public Task<GroupStatus> HeldAsync(TestGroup group, CancellationToken cancellationToken) => group.StatusAsync(
        $"{Address} is on the master's node", TimeSpan.FromSeconds(90),
        status => status.IsWhole && status.Vip == Client && status.Condition("VipReady") == "True" && status.Reason("VipReady") == "AddressHeld", cancellationToken);

    /// <summary>The pods on whose node's interface the address is, as the kernel there says.</summary>
    public async Task<string[]> HoldersAsync(LocalClusterProcess cluster, TestGroup group, CancellationToken cancellationToken)
    {
        var holders = new List<string>();
        foreach (var pod in (await group.Group.PodsAsync(cancellationToken)).Where(pod => pod.Node.Length > 0 && pod.Phase == "Running"))
        {
            if (await cluster.EnterPod(group.Group.PodKey(pod.Name), new CommandLine("ip", "-o", "addr", "show", "dev", Interface, "to", Address)).OutputAsync(TimeSpan.FromSeconds(20), cancellationToken) != "")
            {
                holders.Add(pod.Name);
            }
        }

        return [.. holders];
    }

    /// <summary>A host beside the nodes sends what is for the address to this pod's node.</summary>
    public async Task<bool> AnswersFromAsync(LocalClusterProcess cluster, TestGroup group, string pod, CancellationToken cancellationToken) =>
        await NeighbourWatch.HardwareOfAsync(cluster, Address, cancellationToken) == await HardwareOfAsync(cluster, group, pod, cancellationToken);

    public async Task<string> WriteAsync(TestGroup group, CancellationToken cancellationToken)
    {
        try
        {
            return await group.Group.RedisAsync(Client, cancellationToken, "SET", "written", "yes");
        }
        catch (RunFailedException failure)
        {
            return failure.Result.StandardError;
        }
    }

    /// <summary>The hardware address of a pod's node on its network.</summary>
    public static async Task<string> HardwareOfAsync(LocalClusterProcess cluster, TestGroup group, string pod, CancellationToken cancellationToken)
    {
        var links = await cluster.EnterPod(group.Group.PodKey(pod), new CommandLine("ip", "-j", "link", "show", "dev", Interface)).OutputAsync(TimeSpan.FromSeconds(20), cancellationToken);
        return JsonNode.Parse(links)![0]!["address"]!.GetValue<string>();
    }
}
