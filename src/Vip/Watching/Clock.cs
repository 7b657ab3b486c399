namespace RedisOperator.Vip;

/// <summary>Time since this process looked at it first: it only runs forward, whatever is done to the wall clock.</summary>
public sealed class Clock(TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();

    public TimeProvider Time => time;

    public TimeSpan Now => time.GetElapsedTime(_began);
}
