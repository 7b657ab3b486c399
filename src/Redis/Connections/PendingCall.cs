namespace RedisOperator.Redis;

/// <summary>A command on its way: its bytes, and the place its answer (or the reason there is none) will be put. Failures travel as values.</summary>
internal sealed class PendingCall(CommandName name, byte[] bytes, bool expectsReply)
{
    private readonly TaskCompletionSource<CallOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _abandoned;

    public CommandName Name { get; } = name;

    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    /// <summary>PSUBSCRIBE has no answer of its own in RESP3, only push messages.</summary>
    public bool ExpectsReply { get; } = expectsReply;

    /// <summary>Nobody waits any longer: not sent if it was not yet, else its answer is skipped when it comes.</summary>
    public bool IsAbandoned => _abandoned;

    public long SentAt { get; set; }

    public Task<CallOutcome> Outcome => _outcome.Task;

    public void Abandon() => _abandoned = true;

    public void Complete(RedisResult answer) => _outcome.TrySetResult(new CallOutcome(answer, null));

    public void Fail(RedisFailure failure) => _outcome.TrySetResult(new CallOutcome(null, failure));
}

/// <summary>Exactly one of the two is set.</summary>
internal readonly record struct CallOutcome(RedisResult? Answer, RedisFailure? Failure);
