namespace RedisOperator.Redis;

/// <summary>A place in the pool: opened once, by the first who asks, for all who ask.</summary>
internal sealed class PooledConnection(Func<Task<RedisConnection>> open)
{
    private readonly Lazy<Task<RedisConnection>> _opening = new(open);

    /// <summary>It was open and is no more, or never opened.</summary>
    public bool HasEnded => _opening is { IsValueCreated: true, Value: { IsCompleted: true } opening } && !(opening.IsCompletedSuccessfully && opening.Result.IsOpen);

    public Task<RedisConnection> OpenedAsync() => _opening.Value;

    public async Task CloseAsync()
    {
        if (!_opening.IsValueCreated)
        {
            return;
        }

        try
        {
            await (await _opening.Value).DisposeAsync();
        }
        catch (RedisException)
        {
            // It never opened; whoever asked for it was told why.
        }
        catch (OperationCanceledException)
        {
            // The pool was disposed while it opened.
        }
    }
}
