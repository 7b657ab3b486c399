using System.Net;
using k8s;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Redis;

namespace RedisOperator.Operator.Sentinels;

/// <summary>
/// One subscription to each sentinel of each group, and an ear on the connections to the redis processes. Whatever is heard only puts the group's key in the queue:
/// messages come late, twice or not at all, so the pass reads the world anew.
/// </summary>
public sealed partial class SentinelSubscriptions(RedisConnectionPool pool, ConnectionLosses losses, Action<NamespacedName> enqueue, TimeProvider time, ILogger<SentinelSubscriptions> log) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<NamespacedName, GroupEars> _groups = [];
    private readonly Dictionary<IPEndPoint, NamespacedName> _redis = [];
    private readonly CancellationTokenSource _stopping = new();

    public void Start() => pool.ConnectionLost += OnConnectionLost;

    /// <summary>Listens to exactly these processes of the group from now on.</summary>
    public void Listen(NamespacedName group, string? password, IReadOnlyCollection<IPEndPoint> sentinels, IReadOnlyCollection<IPEndPoint> redis)
    {
        lock (_gate)
        {
            var ears = _groups.TryGetValue(group, out var known) ? known : _groups[group] = new GroupEars();
            foreach (var gone in ears.Redis.Except(redis).ToArray())
            {
                ears.Redis.Remove(gone);
                if (_redis.TryGetValue(gone, out var owner) && owner == group)
                {
                    _redis.Remove(gone);
                    pool.Forget(gone);
                    losses.Forget(gone);
                }
            }
            foreach (var endPoint in redis)
            {
                ears.Redis.Add(endPoint);
                _redis[endPoint] = group;
            }
            var wanted = sentinels.ToDictionary(endPoint => RedisOptions.For(endPoint, password));
            foreach (var gone in ears.Sentinels.Keys.Except(wanted.Keys).ToArray())
            {
                ears.Sentinels.Remove(gone, out var ear);
                pool.Forget(gone.EndPoint);
                ear!.Stop();
            }
            foreach (var options in wanted.Keys.Except(ears.Sentinels.Keys).ToArray())
            {
                ears.Sentinels[options] = Subscribe(group, options);
            }
        }
    }

    /// <summary>The group is gone.</summary>
    public void Forget(NamespacedName group)
    {
        Listen(group, null, [], []);
        lock (_gate)
        {
            _groups.Remove(group);
        }
    }

    public async ValueTask DisposeAsync()
    {
        pool.ConnectionLost -= OnConnectionLost;
        await _stopping.CancelAsync();
        Task[] running;
        lock (_gate)
        {
            running = [.. _groups.Values.SelectMany(ears => ears.Sentinels.Values).Select(ear => ear.Running)];
        }
        await Task.WhenAll(running);
        _stopping.Dispose();
    }

    private Ear Subscribe(NamespacedName group, ConfigurationOptions options)
    {
        var subscription = new SentinelSubscription(options, time, new Random());
        subscription.Received += message =>
        {
            LogHeard(group, options.EndPoint, message.Channel, message.Payload);
            enqueue(group);
        };
        subscription.Connected += () => enqueue(group);
        subscription.Disconnected += _ => enqueue(group);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        return new Ear(stop, subscription.RunAsync(stop.Token));
    }

    private void OnConnectionLost(IPEndPoint endPoint, RedisFailure failure)
    {
        NamespacedName group;
        lock (_gate)
        {
            if (!_redis.TryGetValue(endPoint, out group))
            {
                return;
            }
        }
        if (failure.Kind == RedisFailureKind.ConnectionLost)
        {
            losses.Note(endPoint);
        }
        LogLost(group, endPoint, failure.Kind);
        enqueue(group);
    }

    private sealed class GroupEars
    {
        public Dictionary<ConfigurationOptions, Ear> Sentinels { get; } = [];

        public HashSet<IPEndPoint> Redis { get; } = [];
    }

    private sealed record Ear(CancellationTokenSource Stopping, Task Running)
    {
        public void Stop()
        {
            Stopping.Cancel();
            _ = Running.ContinueWith(_ => Stopping.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }
}
