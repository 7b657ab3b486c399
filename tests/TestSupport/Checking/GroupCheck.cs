using System.Collections.Concurrent;
using RedisOperator.TestSupport.Groups;
using RedisOperator.TestSupport.Writing;

namespace RedisOperator.TestSupport.Checking;

/// <summary>
/// Writes through a group's VIP and watches the group from outside, until the verdict is asked for: what was lost, and every moment in which something was wrong
/// that must never be.
/// </summary>
public sealed class GroupCheck : IAsyncDisposable
{
    private readonly WriterTarget _target;
    private readonly CheckProcess _process;
    private readonly GroupObserver _observer;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<Stall> _stalls = new();
    private readonly ConcurrentQueue<Allowance> _allowances = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _stallWatch;

    private GroupCheck(WriterTarget target, CheckProcess process, GroupObserver observer, TimeProvider time)
    {
        _target = target;
        _process = process;
        _observer = observer;
        _time = time;
        _stallWatch = Task.Run(() => StallWatch.RunAsync(time, _stalls.Enqueue, _stop.Token));
        StartedAt = time.GetUtcNow();
    }

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>The counts of a moment ago.</summary>
    public CheckCounts? Counts => _process.Counts;

    /// <summary>Returns when writes are accepted on every connection.</summary>
    /// <param name="address">IP:PORT to write to; null: that of the VIP inside the cluster</param>
    public static async Task<GroupCheck> StartAsync(
        RedisGroup group, string ledgerFile, CheckLoad load, TimeProvider time, CancellationToken cancellationToken, string? address = null)
    {
        var inside = await group.WriterTargetAsync(cancellationToken);
        var target = inside with { Address = address ?? inside.Address };
        var api = await KubeApi.OfAsync(group.Kubectl, cancellationToken);
        var process = CheckProcess.Start(target, ledgerFile, load);
        var check = new GroupCheck(target, process, new GroupObserver(api, group.Kubectl.Namespace, group.Name, time, process.Say), time);
        try
        {
            await check._observer.Listed.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
            await process.StartedAsync(cancellationToken);
            await process.WarmAsync(load, cancellationToken);
            check.StartedAt = time.GetUtcNow();
            return check;
        }
        catch
        {
            await check.DisposeAsync();
            throw;
        }
    }

    /// <summary>Grants more time to what begins within the given time from now.</summary>
    /// <param name="extra">on top of one pass</param>
    /// <param name="reason">stands in the verdict</param>
    public void Allow(TimeSpan within, TimeSpan extra, string reason)
    {
        var now = _time.GetUtcNow();
        _allowances.Enqueue(new Allowance(new Span(now - TimeSpan.FromMilliseconds(100), now + within), extra, reason));
    }

    /// <summary>Ends the check. The group should be whole: what was written is compared with what the redis behind the VIP holds.</summary>
    public async Task<CheckVerdict> VerdictAsync(CancellationToken cancellationToken)
    {
        await _process.StopAsync();
        var until = _time.GetUtcNow();
        await _stop.CancelAsync();
        var ledger = await CompareAsync([_process.LedgerFile], cancellationToken);
        var record = _observer.Record(new Span(StartedAt, until)) with
        {
            Roles = [.. _process.Roles],
            Stalls = [.. _process.Stalls, .. _stalls],
            Allowances = [.. _allowances],
            Writes = LedgerEntry.ReadFile(_process.LedgerFile),
        };
        return new CheckVerdict(Rules.Violations(record), ledger, _process.Counts!, record, _observer.Notes);
    }

    /// <summary>Compares ledgers, this check's or others', with what the redis behind the VIP holds.</summary>
    public async Task<CheckedLedger> CompareAsync(IReadOnlyList<string> ledgers, CancellationToken cancellationToken)
    {
        var compare = _target.Command(["compare", .. ledgers.SelectMany(file => new[] { "--file", file })]);
        for (var attempt = 1; ; attempt++)
        {
            var output = await compare.OutputAsync(TimeSpan.FromSeconds(90), cancellationToken);
            var compared = output.Split('\n').Select(CheckLine.Parse).OfType<CheckedLedger>().Single();
            if (compared.Role == RoleSpan.Master)
            {
                return compared;
            }

            if (attempt == RedisGroup.Asks)
            {
                throw new InvalidOperationException($"A {compared.Role} answers at the VIP: {compared.ToJson()}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _stallWatch;
        await _observer.DisposeAsync();
        await _process.DisposeAsync();
        _stop.Dispose();
    }
}
