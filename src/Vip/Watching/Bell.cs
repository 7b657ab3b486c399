namespace RedisOperator.Vip;

/// <summary>Wakes whoever waits. Take <see cref="Next"/> before looking at the state, then wait for it: a ring in between is not lost.</summary>
internal sealed class Bell
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Next => Volatile.Read(ref _next).Task;

    public void Ring() => Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
