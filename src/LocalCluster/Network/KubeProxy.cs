using Microsoft.Extensions.Logging;
using RedisOperator.LocalCluster.Controllers;
using RedisOperator.LocalCluster.Nodes.Native;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Network;

/// <summary>A machine whose rules are kept: its network namespace (null: this process' own), its address and, if it is one, the name of the node.</summary>
internal sealed record Machine(string? NamespacePath, string Address, string? Node = null);

/// <summary>Keeps the Service rules of all machines. A first change is written at once, further ones at most once a second, as kube-proxy does.</summary>
internal sealed partial class KubeProxy(Registry registry, IReadOnlyList<Machine> machines, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan MinSyncPeriod = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _dirty = new(0);
    private readonly Dictionary<Machine, string> _written = [];
    private readonly Dictionary<Machine, NftSession> _sessions = machines.ToDictionary(machine => machine, machine => new NftSession(machine.NamespacePath));

    public async Task RunAsync(CancellationToken ct)
    {
        var watches = new[] { KnownTypes.Services, KnownTypes.EndpointSlices }.Select(type => WatchAsync(type, ct)).Append(SyncLoopAsync(ct)).ToList();
        await await Task.WhenAny(watches);
    }

    /// <summary>Writes where something differs.</summary>
    public async Task SyncAsync(CancellationToken ct)
    {
        var ports = ServiceView.Of(registry.List(KnownTypes.Services).Items, registry.List(KnownTypes.EndpointSlices).Items);
        await Task.WhenAll(machines.Select(machine => (Machine: machine, Text: ServiceRules.Text(ports, machine)))
            .Where(entry => _written.GetValueOrDefault(entry.Machine) != entry.Text)
            .Select(entry => WriteAsync(entry.Machine, entry.Text)).ToList()).WaitAsync(ct);
    }

    public void Dispose()
    {
        _dirty.Dispose();
        foreach (var session in _sessions.Values)
        {
            session.Dispose();
        }
    }

    private async Task WatchAsync(ResourceType type, CancellationToken ct)
    {
        await foreach (var _ in Changes.OfAsync(registry, type, ct))
        {
            _dirty.Release();
        }
    }

    private async Task SyncLoopAsync(CancellationToken ct)
    {
        while (true)
        {
            await _dirty.WaitAsync(ct);
            while (_dirty.CurrentCount > 0)
            {
                await _dirty.WaitAsync(ct);
            }

            if (await TrySyncAsync(ct))
            {
                await Task.Delay(MinSyncPeriod, time, ct);
            }
        }
    }

    /// <summary>False: nothing to write, so that the next change does not have to wait.</summary>
    private async Task<bool> TrySyncAsync(CancellationToken ct)
    {
        var before = _written.Values.ToList();
        try
        {
            await SyncAsync(ct);
        }
        catch (HostProgramException e)
        {
            SyncFailed(logger, e.Message);
            _dirty.Release();
            return true;
        }

        return !before.SequenceEqual(_written.Values);
    }

    private async Task WriteAsync(Machine machine, string text)
    {
        await _sessions[machine].LoadAsync(text);
        lock (_written)
        {
            _written[machine] = text;
        }
    }
}
