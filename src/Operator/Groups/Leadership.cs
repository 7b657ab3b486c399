namespace RedisOperator.Operator.Groups;

/// <summary>Whether this operator leads. A pass that began while it led is cancelled when it does not any more: two that both act would promote two replicas.</summary>
public sealed class Leadership
{
    private readonly Lock _gate = new();
    private CancellationToken? _term;
    private int _running;
    private TaskCompletionSource? _idle;

    /// <summary>Cancelled at the end of the term; null while another one leads. Whoever enters leaves again.</summary>
    public CancellationToken? Enter()
    {
        lock (_gate)
        {
            if (_term is not { IsCancellationRequested: false } term)
            {
                return null;
            }
            _running++;
            return term;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            if (--_running == 0)
            {
                _idle?.TrySetResult();
            }
        }
    }

    public void Begin(CancellationToken term)
    {
        lock (_gate)
        {
            _term = term;
        }
    }

    /// <summary>Completed when no pass of the term runs any more: only then may another operator lead.</summary>
    public Task EndAsync()
    {
        lock (_gate)
        {
            _term = null;
            _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _running == 0 ? Task.CompletedTask : _idle.Task;
        }
    }
}
