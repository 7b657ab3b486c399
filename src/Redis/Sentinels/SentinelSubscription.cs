using Polly;
using Polly.Retry;

namespace RedisOperator.Redis;

/// <summary>
/// Everything one sentinel publishes (<c>+*</c> and <c>-*</c>), on a connection of its own that is kept alive and reconnected until cancelled.
/// Messages published while there is no connection are lost: after every <see cref="Connected"/>, read the state.
/// Events are raised one after the other on the task that runs <see cref="RunAsync"/>; what a handler throws ends it.
/// </summary>
public sealed class SentinelSubscription
{
    private static readonly string[] Patterns = ["+*", "-*"];
    private readonly ConfigurationOptions _sentinel;
    private readonly SentinelSubscriptionOptions _options;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _untilConnected;

    /// <param name="jitter">Spreads the reconnects of many subscriptions. Not thread safe: give each subscription its own.</param>
    public SentinelSubscription(ConfigurationOptions sentinel, TimeProvider time, Random jitter, SentinelSubscriptionOptions? options = null)
    {
        _sentinel = sentinel;
        _time = time;
        _options = options ?? new SentinelSubscriptionOptions();
        _untilConnected = Retrying(jitter);
    }

    /// <summary>A message arrived.</summary>
    public event Action<SentinelEvent>? Received;

    /// <summary>Subscribed, for the first time or again: from here on nothing is missed until <see cref="Disconnected"/>.</summary>
    public event Action? Connected;

    /// <summary>A subscribed connection ended, with the reason. Not raised for attempts to connect that fail.</summary>
    public event Action<RedisFailure>? Disconnected;

    public ConfigurationOptions Sentinel => _sentinel;

    /// <summary>Null while connected or before the first attempt; else why it is not connected, for status and logs.</summary>
    public RedisFailure? LastFailure { get; private set; }

    public bool IsConnected { get; private set; }

    /// <summary>Runs until cancelled; returns then, without an exception.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await ConnectAndListenAsync(ct);
                await Task.Delay(_options.FirstRetryDelay, _time, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task ConnectAndListenAsync(CancellationToken ct)
    {
        var (connection, messages) = await _untilConnected.ExecuteAsync(async token => await SubscribeAsync(token), ct);
        await using var closing = connection;
        LastFailure = null;
        IsConnected = true;
        Connected?.Invoke();
        RedisFailure lost;
        try
        {
            lost = await ListenAsync(connection, messages, ct);
        }
        finally
        {
            IsConnected = false;
        }

        LastFailure = lost;
        Disconnected?.Invoke(lost);
    }

    private async Task<(RedisConnection Connection, SubscriberMessages Messages)> SubscribeAsync(CancellationToken ct)
    {
        var messages = new SubscriberMessages(Patterns.Length);
        var connection = await RedisConnection.ConnectAsync(_sentinel, _time, messages, ct);
        try
        {
            connection.Post(["PSUBSCRIBE", .. Patterns]);
            await Task.WhenAny(messages.Confirmed, connection.Closed).WaitAsync(_sentinel.CommandTimeout, _time, ct);
            return messages.Confirmed.IsCompleted ? (connection, messages) : throw Why(await connection.Closed).ToException();
        }
        catch (TimeoutException e)
        {
            await connection.DisposeAsync();
            throw new RedisFailure(RedisFailureKind.Timeout, _sentinel.EndPoint, "PSUBSCRIBE", $"not confirmed within {_sentinel.CommandTimeout}").ToException(e);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Hands out messages until the connection ends, and gives the reason.</summary>
    private async Task<RedisFailure> ListenAsync(RedisConnection connection, SubscriberMessages messages, CancellationToken ct)
    {
        var watching = WatchAsync(connection, messages, ct);
        await foreach (var message in messages.Events.ReadAllAsync(CancellationToken.None))
        {
            ct.ThrowIfCancellationRequested();
            Received?.Invoke(message);
        }

        return await watching;
    }

    /// <summary>Pings until the connection ends or a ping is not answered, then completes the messages.</summary>
    private async Task<RedisFailure> WatchAsync(RedisConnection connection, SubscriberMessages messages, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                var pause = Task.Delay(_options.PingInterval, _time, ct);
                if (await Task.WhenAny(pause, connection.Closed) != pause)
                {
                    return Why(await connection.Closed);
                }

                await pause;
                await connection.PingAsync(ct);
            }
        }
        catch (RedisException e)
        {
            return e.Failure;
        }
        finally
        {
            messages.Complete();
        }
    }

    private RedisFailure Why(RedisFailure? failure) =>
        failure ?? new RedisFailure(RedisFailureKind.ConnectionLost, _sentinel.EndPoint, "PSUBSCRIBE", "this side closed the connection");

    private ResiliencePipeline Retrying(Random jitter) => new ResiliencePipelineBuilder { TimeProvider = _time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<RedisException>(),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Randomizer = jitter.NextDouble,
            Delay = _options.FirstRetryDelay,
            MaxDelay = _options.MaxRetryDelay,
            OnRetry = attempt =>
            {
                LastFailure = (attempt.Outcome.Exception as RedisException)?.Failure;
                return ValueTask.CompletedTask;
            },
        })
        .Build();
}
