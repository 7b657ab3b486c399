namespace RedisOperator.LocalCluster.Nodes;

/// <summary>Whether a node's agent works: a node that is down says nothing, does nothing and hears nothing.</summary>
internal sealed class NodePower
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _up = Done();

    public bool IsUp => Volatile.Read(ref _up).Task.IsCompleted;

    public Task WaitUntilUpAsync(CancellationToken ct) => Volatile.Read(ref _up).Task.WaitAsync(ct);

    public void Down()
    {
        lock (_gate)
        {
            if (IsUp)
            {
                _up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    public void Up()
    {
        lock (_gate)
        {
            _up.TrySetResult();
        }
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        done.SetResult();
        return done;
    }
}
