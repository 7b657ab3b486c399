namespace RedisOperator.EndToEnd;

/// <summary>A group in a namespace of its own, and the sentences that tests say about it. The namespace goes with it.</summary>
public sealed class TestGroup(LocalClusterProcess cluster, RedisGroup group, TempDirectory files) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
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
        (await Group.VipFaultAsync(status.Master!, cancellationToken)).ShouldBeNull(status.ToString());
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
    public Task<GroupCheck> CheckAsync(CancellationToken cancellationToken, int rate = 200, int connections = 4, bool waitHalf = true) =>
        GroupCheck.StartAsync(
            Group, files.File($"{Kubectl.Namespace}-{Interlocked.Increment(ref _ledgers)}.check"), new CheckLoad(rate, connections, waitHalf), TimeProvider.System, cancellationToken);

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
