using System.Text;
using System.Text.Json.Nodes;
using RedisOperator.TestSupport.Writing;

namespace RedisOperator.TestSupport.Groups;

/// <summary>One pod of a group as <c>kubectl get pods -L redisoperator.io/role</c> shows it.</summary>
public sealed record PodView(string Name, string Role, string Phase, bool Ready, int Restarts, string Address, string Node, string Uid);

/// <summary>A group on a local cluster, seen from outside: by kubectl, and by Redis clients beside the nodes.</summary>
public sealed class RedisGroup(LocalClusterProcess cluster, Kubectl kubectl, string name, TempDirectory files)
{
    /// <summary>
    /// How many connections may be needed to be sure who answers at the VIP. This host's connection tracking keeps an attempt that nobody answered for two minutes, and to whom it went: a new connection
    /// that happens to get the port of one that was made while a node was lost goes to the pod there, in any cluster with kube-proxy. A lost node leaves some thousands of them.
    /// </summary>
    public const int Asks = 5;

    /// <summary>And how long an attempt may take that goes to such a pod: nobody answers it.</summary>
    private static readonly TimeSpan Unanswered = TimeSpan.FromSeconds(4);

    private string? _password;
    private string? _port;

    public string Name { get; } = name;

    public Kubectl Kubectl { get; } = kubectl;

    public string PodKey(string pod) => $"{Kubectl.Namespace}/{pod}";

    public async Task<GroupStatus> StatusAsync(CancellationToken cancellationToken)
    {
        var group = await Kubectl.GetAsync("redisreplicationgroup", Name, cancellationToken);
        return group is null ? throw new InvalidOperationException($"There is no group {Kubectl.Namespace}/{Name}.") : new GroupStatus(group);
    }

    public async Task<IReadOnlyList<PodView>> PodsAsync(CancellationToken cancellationToken)
    {
        var pods = await Kubectl.ListAsync("pods", cancellationToken, "-l", $"redisoperator.io/group={Name}");
        return [.. pods.Select(View).OrderBy(pod => pod.Name, StringComparer.Ordinal)];
    }

    /// <summary>The pods that the VIP's EndpointSlices lead to.</summary>
    public async Task<IReadOnlyList<string>> RoutedPodsAsync(CancellationToken cancellationToken)
    {
        var slices = await Kubectl.ListAsync("endpointslices", cancellationToken, "-l", $"kubernetes.io/service-name={Name}");
        return
        [
            .. slices.SelectMany(slice => slice["endpoints"]?.AsArray() ?? [])
                .Where(endpoint => endpoint?["conditions"]?["ready"]?.GetValue<bool>() != false)
                .Select(endpoint => endpoint?["targetRef"]?["name"]?.GetValue<string>() ?? "an endpoint without a pod"),
        ];
    }

    /// <summary>IP:PORT of the VIP Service.</summary>
    public async Task<string> VipAsync(CancellationToken cancellationToken)
    {
        var service = await Kubectl.GetAsync("service", Name, cancellationToken) ?? throw new InvalidOperationException($"The VIP Service {Name} does not exist.");
        return $"{service["spec"]!["clusterIP"]!.GetValue<string>()}:{service["spec"]!["ports"]![0]!["port"]!.GetValue<int>()}";
    }

    public async Task<WriterTarget> WriterTargetAsync(CancellationToken cancellationToken)
    {
        var file = files.File($"{Kubectl.Namespace}-{Name}.password");
        await File.WriteAllTextAsync(file, await PasswordAsync(cancellationToken), cancellationToken);
        return new WriterTarget(await VipAsync(cancellationToken), file, cluster.Enter);
    }

    /// <summary>One pod's redis as its own clients reach it: from inside the pod's network, by the pod's address.</summary>
    public async Task<WriterTarget> InsideTargetAsync(PodView pod, CancellationToken cancellationToken) =>
        await WriterTargetAsync(cancellationToken) with { Address = $"{pod.Address}:{await PortAsync(cancellationToken)}", Wrap = command => cluster.EnterPod(PodKey(pod.Name), command) };

    /// <summary>One command by redis-cli from beside the nodes, to an IP:PORT or to an IP with the group's own port; the password goes by the environment.</summary>
    public Task<string> RedisAsync(string address, CancellationToken cancellationToken, params string[] arguments) =>
        RedisAsync(address, TimeSpan.FromSeconds(20), cancellationToken, arguments);

    private async Task<string> RedisAsync(string address, TimeSpan within, CancellationToken cancellationToken, params string[] arguments)
    {
        var parts = address.Split(':');
        var cli = new CommandLine("redis-cli", ["-h", parts[0], "-p", parts.Length > 1 ? parts[1] : await PortAsync(cancellationToken), .. arguments])
        {
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["REDISCLI_AUTH"] = await PasswordAsync(cancellationToken) },
        };
        return (await cluster.Enter(cli).OutputAsync(within, cancellationToken)).TrimEnd();
    }

    /// <summary>Which redis process answers at an address: its run id.</summary>
    public async Task<string> RunIdAsync(string address, CancellationToken cancellationToken)
    {
        var info = await RedisAsync(address, Unanswered, cancellationToken, "INFO", "server");
        return info.Split('\n').FirstOrDefault(line => line.StartsWith("run_id:", StringComparison.Ordinal))?.Trim() ?? $"no run_id in: {info}";
    }

    /// <summary>Each pod's role as its redis says itself; why not, where it does not answer.</summary>
    public async Task<IReadOnlyDictionary<string, string>> PodsAndRolesAsync(CancellationToken cancellationToken)
    {
        var roles = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pod in await PodsAsync(cancellationToken))
        {
            try
            {
                roles[pod.Name] = (await RedisAsync(pod.Address, cancellationToken, "ROLE")).Split('\n')[0];
            }
            catch (RunFailedException failure)
            {
                roles[pod.Name] = failure.Result.StandardError.Trim();
            }
        }

        return roles;
    }

    /// <summary>What is wrong with what the operator wrote, or null: slice and label must lead to this pod and to no other.</summary>
    public async Task<string?> RoutingFaultAsync(string master, CancellationToken cancellationToken)
    {
        var routed = await RoutedPodsAsync(cancellationToken);
        if (routed is not [var only] || only != master)
        {
            return $"the EndpointSlice leads to [{string.Join(", ", routed)}], not to {master}";
        }

        var labelled = (await PodsAsync(cancellationToken)).Where(pod => pod.Role == "master").Select(pod => pod.Name).ToArray();
        return labelled is [var labelledOnly] && labelledOnly == master ? null : $"role=master stands on [{string.Join(", ", labelled)}], not on {master} alone";
    }

    /// <summary>What is wrong with the VIP, or null: it must lead to this pod and to no other, by slice, by label and by who answers.</summary>
    public async Task<string?> VipFaultAsync(string master, CancellationToken cancellationToken)
    {
        if (await RoutingFaultAsync(master, cancellationToken) is { } fault)
        {
            return fault;
        }

        var ofMaster = await RunIdAsync((await PodsAsync(cancellationToken)).Single(pod => pod.Name == master).Address, cancellationToken);
        for (var ask = 1; ; ask++)
        {
            var behindVip = await RunIdAsync(await VipAsync(cancellationToken), cancellationToken);
            if (behindVip == ofMaster || ask == Asks)
            {
                return behindVip == ofMaster ? null : $"another redis answers at the VIP ({behindVip}) than in {master} ({ofMaster})";
            }
        }
    }

    /// <summary>Of every redis; it cannot be changed on a living group.</summary>
    private async Task<string> PortAsync(CancellationToken cancellationToken) =>
        _port ??= await Kubectl.RunAsync(cancellationToken, "get", "redisreplicationgroup", Name, "-o", "jsonpath={.spec.port}");

    private async Task<string> PasswordAsync(CancellationToken cancellationToken) =>
        _password ??= Encoding.UTF8.GetString(Convert.FromBase64String(
            await Kubectl.RunAsync(cancellationToken, "get", "secret", $"{Name}-auth", "-o", "jsonpath={.data.password}")));

    private static PodView View(JsonNode pod)
    {
        var containers = pod["status"]?["containerStatuses"]?.AsArray() ?? [];
        return new PodView(
            pod["metadata"]!["name"]!.GetValue<string>(),
            pod["metadata"]!["labels"]?["redisoperator.io/role"]?.GetValue<string>() ?? "",
            pod["metadata"]!["deletionTimestamp"] is null ? pod["status"]?["phase"]?.GetValue<string>() ?? "-" : "Terminating",
            containers.Count > 0 && containers.All(container => container?["ready"]?.GetValue<bool>() == true),
            containers.Sum(container => container?["restartCount"]?.GetValue<int>() ?? 0),
            pod["status"]?["podIP"]?.GetValue<string>() ?? "",
            pod["spec"]?["nodeName"]?.GetValue<string>() ?? "",
            pod["metadata"]!["uid"]!.GetValue<string>());
    }
}
