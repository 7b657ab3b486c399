using RedisOperator.LocalCluster.Network;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Faults;

/// <param name="Kind">silent: nothing comes through, and nobody says so · refused: connections are reset · slow: every answer waits · none: as usual</param>
/// <param name="For">for how long; it ends by itself</param>
/// <param name="Delay">how long an answer waits when it is slow</param>
/// <param name="Pods">for whom; empty: for all pods</param>
internal sealed record ApiFault(string Kind, TimeSpan For, TimeSpan Delay, IReadOnlyList<ObjectKey> Pods)
{
    public static readonly IReadOnlyList<string> Kinds = ["silent", "refused", "slow", "none"];
}

/// <summary>
/// The way from the pods to the API server, broken on purpose. The administrator comes another way, by the machine's loopback: what looks on can still see.
/// </summary>
internal sealed class ApiFaults(Registry registry, int port, TimeProvider time) : IDisposable
{
    private const string Table = "table ip api-fault";
    private readonly Lock _gate = new();
    private NftSession? _nft;
    private ITimer? _end;
    private TimeSpan _delay;

    /// <summary>One at a time: a new one takes the place of the one before.</summary>
    /// <exception cref="StatusException">The kind is unknown, or a pod has no address.</exception>
    public async Task BeginAsync(ApiFault fault)
    {
        if (!ApiFault.Kinds.Contains(fault.Kind))
        {
            throw StatusException.BadRequest($"kind: \"{fault.Kind}\" is none of {string.Join(", ", ApiFault.Kinds)}");
        }

        await WriteAsync(fault.Kind, [.. fault.Pods.Select(AddressOf)]);
        lock (_gate)
        {
            _delay = fault.Kind == "slow" ? fault.Delay : TimeSpan.Zero;
            _end?.Dispose();
            _end = fault.Kind == "none" ? null : time.CreateTimer(_ => _ = EndAsync(), null, fault.For, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>To be awaited before a pod's request is answered.</summary>
    public Task SlowDownAsync(CancellationToken ct)
    {
        TimeSpan delay;
        lock (_gate)
        {
            delay = _delay;
        }

        return delay > TimeSpan.Zero ? Task.Delay(delay, time, ct) : Task.CompletedTask;
    }

    public void Dispose()
    {
        _end?.Dispose();
        _nft?.Dispose();
    }

    private async Task EndAsync()
    {
        lock (_gate)
        {
            _delay = TimeSpan.Zero;
        }

        await WriteAsync("none", []);
    }

    private Task WriteAsync(string kind, IReadOnlyList<string> pods)
    {
        lock (_gate)
        {
            if (kind is "silent" or "refused")
            {
                _nft ??= new NftSession(null);
            }

            return _nft?.LoadAsync(Rules(kind, pods)) ?? Task.CompletedTask;
        }
    }

    private string Rules(string kind, IReadOnlyList<string> pods)
    {
        var none = $"{Table}\ndelete {Table}\n";
        if (kind is not ("silent" or "refused"))
        {
            return none;
        }

        // From a node's own address nobody comes but its pods with hostNetwork; the nodes' agents do not take this way. What breaks for one of these pods
        // breaks for all of them on its node.
        var addresses = $"{{ {string.Join(", ", pods.Count == 0 ? [Addresses.PodCidrs, Addresses.Nodes] : pods.Distinct())} }}";
        var verdict = kind == "silent" ? "drop" : "reject with tcp reset";
        return $$"""
            {{none}}{{Table}} {
              chain in { type filter hook input priority filter; policy accept; ip saddr {{addresses}} tcp dport {{port}} {{verdict}}; }
              chain out { type filter hook output priority filter; policy accept; ip daddr {{addresses}} tcp sport {{port}} meta l4proto tcp {{(kind == "silent" ? "drop" : "accept")}}; }
            }
            """;
    }

    private string AddressOf(ObjectKey pod) =>
        registry.Get(pod)?.Text("status", "podIP") ?? throw StatusException.BadRequest($"pod {pod.Namespace}/{pod.Name} has no address");
}
