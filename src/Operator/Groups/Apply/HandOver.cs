using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;
using RedisOperator.Operator.Resources;
using RedisOperator.Redis;

namespace RedisOperator.Operator.Groups.Apply;

/// <summary>
/// A planned switchover up to the promotion (reference, section 3, recipe A): writes are held back on the master, the replica is brought level, one sentinel is
/// told to fail over, and the only replica that it may select is promoted at once, instead of some four of Sentinel's ticks later (ADR 0011).
/// <para>
/// Cut off before the order nothing is lost: the pause ends by itself. Cut off after it, the sentinel finishes what was begun, and the other operator routes and
/// demotes; what the old master takes between the end of the pause and its demotion is lost (docs/limits.md). Until the sentinel has been told, giving up means to let writes go on; afterwards it does not, because the replica may be promoted any moment.
/// </para>
/// </summary>
public sealed class HandOver(GroupConnections connections, TimeProvider time)
{
    /// <summary>A pause longer than downAfter makes the sentinels call the master down (reference, section 3): half of it, and never more than this.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    /// <summary>Sentinel's tick is 50–100 ms; one look costs some tenths of a millisecond.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(4);

    /// <summary>What is left of the pause when the replica is promoted must cover the routing write.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromMilliseconds(300);

    /// <summary>Returns when the replica says master: when writes began to be held back, and when that was.</summary>
    /// <exception cref="SwitchoverException">The replica did not become level, or the sentinel gave up; the master goes on, at the latest when the pause ends.</exception>
    /// <exception cref="RedisException">One of the three did not answer, or refused.</exception>
    public async Task<(DateTimeOffset PausedAt, DateTimeOffset PromotedAt)> RunAsync(GroupObservation observation, Step.HandOver step, CancellationToken ct)
    {
        var spec = observation.Group.Spec;
        var master = await connections.RedisAsync(observation, step.From, ct);
        var replica = await connections.RedisAsync(observation, step.To, ct);
        var sentinel = await connections.SentinelAsync(observation, step.Sentinel, ct);
        var pause = new Pause(master, spec.DownAfter() / 2 < LongestPause ? spec.DownAfter() / 2 : LongestPause, spec.DownAfter() * 0.8, time);
        try
        {
            await pause.BeginAsync(ct);
            await LevelAsync(master, replica, step, pause, ct);
        }
        catch (Exception)
        {
            await pause.EndAsync();
            throw;
        }
        try
        {
            await sentinel.SentinelFailoverAsync(GroupNames.For(observation.Group).MasterName, ct);
        }
        catch (RedisException refused) when (refused.Kind == RedisFailureKind.ServerError)
        {
            // INPROG, NOGOODSLAVE: a clear no. Anything else may have been heard, and then writes must not go on.
            await pause.EndAsync();
            throw;
        }
        if (await IsCertainAsync(observation, step, sentinel, ct))
        {
            await replica.ReplicaOfNoOneAsync(ct);
        }
        await SelectedAsync(observation, step, sentinel, replica, pause, ct);
        return (pause.Began, time.GetUtcNow());
    }

    /// <summary>The master is asked first: what it says then is all that was ever acknowledged.</summary>
    private async Task LevelAsync(RedisConnection master, RedisConnection replica, Step.HandOver step, Pause pause, CancellationToken ct)
    {
        var all = await master.RoleAsync(ct) is RedisRole.Master role ? role.Offset : throw new SwitchoverException($"{step.From.Name} is not master any more");
        while (true)
        {
            // INFO, because ROLE of a replica whose link has just broken says nothing of what it has.
            var has = (await replica.InfoAsync(ct, "replication")).SlaveReplOffset ?? 0;
            if (has >= all)
            {
                return;
            }
            if (pause.Left < pause.Length * 0.6)
            {
                throw new SwitchoverException($"{step.To.Name} did not catch up with {step.From.Name}: {all - has} bytes are missing");
            }
            await Task.Delay(BetweenLooks, time, ct);
        }
    }

    /// <summary>
    /// Whether the sentinel that has accepted the order can select this replica and no other: all the others it knows have priority 0. They were given it before, and
    /// it had seen that; but one of them may have started anew since. Then its choice is waited for.
    /// </summary>
    private static async Task<bool> IsCertainAsync(GroupObservation observation, Step.HandOver step, RedisConnection sentinel, CancellationToken ct) =>
        (await sentinel.SentinelReplicasAsync(GroupNames.For(observation.Group).MasterName, ct) ?? [])
            .All(known => (known.SlavePriority == 0) == (known.Ip != step.To.Address));

    private async Task SelectedAsync(GroupObservation observation, Step.HandOver step, RedisConnection sentinel, RedisConnection replica, Pause pause, CancellationToken ct)
    {
        var name = GroupNames.For(observation.Group).MasterName;
        while (true)
        {
            var asking = sentinel.SentinelReplicasAsync(name, ct);
            var role = replica.RoleAsync(ct);
            if (await role is RedisRole.Master)
            {
                return;
            }
            await pause.GoOnAsync(ct);
            if (pause.Left < Reserve)
            {
                throw new SwitchoverException($"the sentinel of {step.Sentinel.Name} did not select {step.To.Name} while writes were held back");
            }
            if ((await asking ?? []).FirstOrDefault(known => known.IsPromoted) is { } selected)
            {
                if (selected.Ip != step.To.Address)
                {
                    throw new SwitchoverException($"the sentinel of {step.Sentinel.Name} selected {selected.Ip} instead of {step.To.Name}");
                }
                await replica.ReplicaOfNoOneAsync(ct);
                continue;
            }
            await Task.Delay(BetweenLooks, time, ct);
        }
    }

    /// <summary>Writes held back on a master.</summary>
    private sealed class Pause(RedisConnection master, TimeSpan length, TimeSpan longest, TimeProvider time)
    {
        private long _first;
        private long _began;

        public TimeSpan Length { get; } = length;

        public DateTimeOffset Began { get; private set; }

        public TimeSpan Left => Length - time.GetElapsedTime(_began);

        public async Task BeginAsync(CancellationToken ct)
        {
            (_began, Began) = (time.GetTimestamp(), time.GetUtcNow());
            _first = _began;
            await master.ClientPauseWritesAsync(Length, ct);
        }

        /// <summary>Anew when half of it is over, as long as the sentinels do not take the master for down because of it.</summary>
        public async Task GoOnAsync(CancellationToken ct)
        {
            if (Left < Length / 2 && time.GetElapsedTime(_first) + Length < longest)
            {
                _began = time.GetTimestamp();
                await master.ClientPauseWritesAsync(Length, ct);
            }
        }

        /// <summary>Not cancelled with the pass: a stopping operator lets the clients go first. Where it fails, the pause ends by itself.</summary>
        public async Task EndAsync()
        {
            using var limit = new CancellationTokenSource(Reserve, time);
            try
            {
                await master.ClientUnpauseAsync(limit.Token);
            }
            catch (Exception e) when (e is RedisException or OperationCanceledException)
            {
                return;
            }
        }
    }
}
