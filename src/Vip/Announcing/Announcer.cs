namespace RedisOperator.Vip;

/// <summary>
/// Tells the neighbours, several times in the background, because a frame may be lost: the first at once, then at growing distances.
/// Deciding to announce is not announcing: before each it is asked again whether the address still belongs here.
/// </summary>
/// <param name="announce">sends one, in the form of a request or of an answer; null when it went well</param>
internal sealed class Announcer(int count, Func<bool, CancellationToken, Task<string?>> announce, Func<bool> stillOurs, Action<string> failed, TimeProvider time)
{
    private static readonly TimeSpan FirstDistance = TimeSpan.FromMilliseconds(250);

    private Task _running = Task.CompletedTask;
    private int _round;
    private int _sent;

    /// <summary>How many were sent, since the start.</summary>
    public int Sent => Volatile.Read(ref _sent);

    /// <summary>Begins a round; one that is under way sends no more.</summary>
    public void Begin(CancellationToken ct) => _running = RunAsync(Interlocked.Increment(ref _round), ct);

    /// <summary>Nothing more is sent, from now on.</summary>
    public void Stop() => Interlocked.Increment(ref _round);

    /// <summary>Until the last round has sent what it had to.</summary>
    public Task EndedAsync() => _running;

    private async Task RunAsync(int round, CancellationToken ct)
    {
        try
        {
            for (var number = 0; number < count; number++)
            {
                if (number > 0)
                {
                    await Task.Delay(FirstDistance * Math.Pow(2, number - 1), time, ct);
                }

                if (Volatile.Read(ref _round) != round || !stillOurs())
                {
                    return;
                }

                // The answer's form is what the old scripts send; every second one has the form of a request, which is all that some devices heed.
                if (await announce(number % 2 == 1, ct) is { } failure)
                {
                    failed(failure);
                    continue;
                }

                Interlocked.Increment(ref _sent);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return;
        }
    }
}
