using System.Text.Json.Nodes;

namespace RedisOperator.EndToEnd;

/// <summary>A group in a namespace of its own, and the sentences that tests say about it. The namespace goes with it.</summary>
public sealed class TestGroup(LocalClusterProcess cluster, RedisGroup group, TempDirectory files) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Within which every node's rules follow a routing that is written: kube-proxy's second of rest, and a busy machine.</summary>
    private static readonly TimeSpan RulesFollow = TimeSpan.FromSeconds(20);
    private readonly GroupWatch _watch = new(group.Kubectl, group.Name, TimeProvider.System);
    private int _ledgers;

    public RedisGroup Group { get; } = group;

    public Kubectl Kubectl => Group.Kubectl;

    /// <summary>Waits until all pods serve, all sentinels agree and the VIP leads to the master.</summary>
    public async Task<GroupStatus> WholeAsync(CancellationToken cancellationToken) =>
        (await _watch.WaitAsync($"{Kubectl.Namespace}/{Group.Name} is whole", Patience, status => status.IsWhole, cancellationToken)).Status;

    /// <summary>Waits until it is whole under another master, and checks by slice, label and process that the VIP leads there and nowhere else.</summary>
    public async Task<GroupStatus> WholeWithoutAsync(string oldMaster, CancellationToken cancellationToken)
    {
        var (status, _) = await _watch.WaitAsync(
            $"{Kubectl.Namespace}/{Group.Name} is whole under another master than {oldMaster}", Patience, status => status.IsWhole && status.Master != oldMaster, cancellationToken);
        await LedToAsync(status.Master!, cancellationToken);
        return status;
    }

    public async Task<string> MasterAsync(CancellationToken cancellationToken) => (await WholeAsync(cancellationToken)).Master!;

    public Task<DateTimeOffset> KillRedisOfAsync(string pod, CancellationToken cancellationToken) => cluster.KillAsync(Group.PodKey(pod), "redis", cancellationToken);

    /// <summary>A client that writes through the VIP from now on, half of the writes followed by WAIT 1.</summary>
    public async Task<RunningWriter> WriterAsync(CancellationToken cancellationToken)
    {
        var target = await Group.WriterTargetAsync(cancellationToken);
        var ledger = files.File($"{Kubectl.Namespace}-{Interlocked.Increment(ref _ledgers)}.ledger");
        return new RunningWriter(target, await WriterProcess.StartAsync(target, ledger, TimeSpan.FromMinutes(3), cancellationToken: cancellationToken));
    }

    /// <summary>Writes through the VIP and watches the group from now on: what was lost, and whatever must never be, stands in the verdict.</summary>
    /// <param name="address">IP:PORT to write to; null: that of the VIP inside the cluster</param>
    public Task<GroupCheck> CheckAsync(CancellationToken cancellationToken, int rate = 200, int connections = 4, bool waitHalf = true, string? address = null) =>
        GroupCheck.StartAsync(
            Group, files.File($"{Kubectl.Namespace}-{Interlocked.Increment(ref _ledgers)}.check"), new CheckLoad(rate, connections, waitHalf), TimeProvider.System, cancellationToken, address);

    /// <summary>Takes a pod away by force and waits until its successor is part of a whole group.</summary>
    public async Task ReplacedAsync(string pod, CancellationToken cancellationToken)
    {
        var old = (await Group.PodsAsync(cancellationToken)).Single(view => view.Name == pod).Uid;
        await Kubectl.RunAsync(cancellationToken, "delete", "pod", pod, "--force", "--grace-period=0", "--wait=false");
        await Eventually.GetAsync(
            $"{pod} is a new pod and ready", Patience, Group.PodsAsync, pods => pods.Any(view => view.Name == pod && view.Uid != old && view.Ready), pods => string.Join('\n', pods), cancellationToken);
        await WholeAsync(cancellationToken);
    }

    /// <summary>A client on the master's own side of the network, half of its writes with WAIT 1.</summary>
    public async Task<CheckProcess> InsideWriterAsync(string pod, CancellationToken cancellationToken)
    {
        var view = (await Group.PodsAsync(cancellationToken)).Single(view => view.Name == pod);
        var load = new CheckLoad(Connections: 2);
        var process = CheckProcess.Start(await Group.InsideTargetAsync(view, cancellationToken), files.File($"{Kubectl.Namespace}-{Interlocked.Increment(ref _ledgers)}.inside"), load);
        await process.StartedAsync(cancellationToken);
        await process.WarmAsync(load, cancellationToken);
        return process;
    }

    /// <summary>Slice and label lead to the pod that the status names, now; and so does the VIP, as soon as the nodes' rules have followed.</summary>
    public async Task LedToAsync(string master, CancellationToken cancellationToken)
    {
        (await Group.RoutingFaultAsync(master, cancellationToken)).ShouldBeNull();
        await LedToAsync(master, RulesFollow, cancellationToken);
    }

    /// <summary>Waits until slice, labels and processes say that this pod is master and no other.</summary>
    public Task LedToAsync(string master, TimeSpan within, CancellationToken cancellationToken) => Eventually.GetAsync(
        $"the VIP leads to {master} alone", within, ct => Group.VipFaultAsync(master, ct), fault => fault is null, fault => fault ?? "nothing is wrong", cancellationToken);

    /// <summary>Waits until slice, labels and processes say what the status says, whoever it is.</summary>
    public Task LedToMasterAsync(CancellationToken cancellationToken) => Eventually.GetAsync(
        "the VIP leads to the master alone", Patience, async ct => await Group.VipFaultAsync((await Group.StatusAsync(ct)).Master ?? "nobody", ct), fault => fault is null, fault => fault ?? "", cancellationToken);

    /// <summary>Waits until the VIP's slice leads to one pod that is not this one.</summary>
    public async Task<string> LedAwayFromAsync(string master, TimeSpan within, CancellationToken cancellationToken) =>
        (await Eventually.GetAsync(
            $"the VIP leads to another pod than {master}", within, Group.RoutedPodsAsync, pods => pods.Count == 1 && pods[0] != master, pods => string.Join(", ", pods), cancellationToken))[0];

    /// <summary>Waits until it is whole, nothing is left to change, every pod serves and the VIP leads to the master: by the pods' and the slice's own word, not by the status alone.</summary>
    public async Task<GroupStatus> SettledAsync(TimeSpan within, CancellationToken cancellationToken) => (await Eventually.GetAsync(
        $"{Kubectl.Namespace}/{Group.Name} is settled", within, StateAsync, state => state.Fault is null, state => $"{state.Fault}\n{state.Status}", cancellationToken)).Status;

    private async Task<(GroupStatus Status, string? Fault)> StateAsync(CancellationToken cancellationToken)
    {
        var status = await Group.StatusAsync(cancellationToken);
        if (!status.IsWhole || status.Condition("Progressing") != "False")
        {
            return (status, "it is not whole, or something is left to change");
        }

        var pods = (await Group.PodsAsync(cancellationToken)).Where(pod => pod.Role.Length > 0).ToArray();
        return pods.Length != status.Replicas || !pods.All(pod => pod is { Ready: true, Phase: "Running" })
            ? (status, string.Join('\n', pods.Select(pod => pod.ToString())))
            : (status, await Group.VipFaultAsync(status.Master!, cancellationToken));
    }

    /// <summary>Edits the VIP's slice by hand, so that it leads to this pod.</summary>
    public async Task LeadToAsync(PodView pod, CancellationToken cancellationToken)
    {
        var slice = (await Kubectl.ListAsync("endpointslices", cancellationToken, "-l", $"kubernetes.io/service-name={Group.Name}")).Single();
        var endpoints = new JsonArray(new JsonObject
        {
            ["addresses"] = new JsonArray(pod.Address),
            ["conditions"] = new JsonObject { ["ready"] = true },
            ["targetRef"] = new JsonObject { ["kind"] = "Pod", ["name"] = pod.Name, ["namespace"] = Kubectl.Namespace, ["uid"] = pod.Uid },
        });
        await Kubectl.RunAsync(
            cancellationToken, "patch", "endpointslice", slice["metadata"]!["name"]!.GetValue<string>(), "--type=merge", "-p", new JsonObject { ["endpoints"] = endpoints }.ToJsonString());
    }

    /// <summary>Waits for an Event about the group whose message mentions this; answers its reason and message.</summary>
    public async Task<string> EventAsync(string mentions, CancellationToken cancellationToken, string? reason = null)
    {
        var events = await Eventually.GetAsync(
            $"an Event of the group mentions {mentions}", TimeSpan.FromSeconds(15), ct => Kubectl.ListAsync("events", ct),
            all => all.Any(one => Speaks(one, mentions, reason)), all => string.Join('\n', all.Select(Text)), cancellationToken);
        return Text(events.Last(one => Speaks(one, mentions, reason)));
    }

    /// <summary>Asks for a switchover and waits for the answer.</summary>
    public async Task<LastSwitch> SwitchOverAsync(string to, CancellationToken cancellationToken)
    {
        var before = (await Group.StatusAsync(cancellationToken)).LastSwitch?.StartedAt;
        await Kubectl.RunAsync(cancellationToken, "annotate", "redisgroup", Group.Name, $"redisoperator.io/switchover={to}");
        var (status, _) = await _watch.WaitAsync(
            $"the switchover to {to} is answered", Patience, status => status.LastSwitch is { Outcome: not null, Kind: "Switchover" } last && last.StartedAt != before, cancellationToken);
        return status.LastSwitch!;
    }

    /// <summary>Waits for a state of the group and answers it.</summary>
    public async Task<GroupStatus> StatusAsync(string what, TimeSpan within, Func<GroupStatus, bool> satisfied, CancellationToken cancellationToken) =>
        (await _watch.WaitAsync($"{Kubectl.Namespace}/{Group.Name}: {what}", within, satisfied, cancellationToken)).Status;

    /// <summary>Every pod's number of keys, as each redis says itself.</summary>
    public async Task<IReadOnlyDictionary<string, string>> KeysAsync(CancellationToken cancellationToken)
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pod in await Group.PodsAsync(cancellationToken))
        {
            keys[pod.Name] = await Group.RedisAsync(pod.Address, cancellationToken, "DBSIZE");
        }

        return keys;
    }

    private static bool Speaks(JsonNode one, string mentions, string? reason) =>
        one["involvedObject"]?["kind"]?.GetValue<string>() == "RedisReplicationGroup"
        && (one["message"]?.GetValue<string>() ?? "").Contains(mentions, StringComparison.Ordinal)
        && (reason is null || one["reason"]?.GetValue<string>() == reason);

    private static string Text(JsonNode one) => $"{one["type"]?.GetValue<string>()} {one["reason"]?.GetValue<string>()}: {one["message"]?.GetValue<string>()}";

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        await Kubectl.TryAsync(CancellationToken.None, "delete", "namespace", Kubectl.Namespace, "--wait=false");
    }
}

/// <summary>A writer and where it writes.</summary>
public sealed record RunningWriter(WriterTarget Target, WriterProcess Process) : IAsyncDisposable
{
    /// <summary>Ends the writing and reads everything back.</summary>
    public async Task<WriterVerdict> VerdictAsync(CancellationToken cancellationToken)
    {
        await Process.StopAsync();
        return await Target.VerifyAsync(Process.LedgerFile, cancellationToken);
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
