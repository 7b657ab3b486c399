namespace RedisOperator.Vip;

/// <summary>This cannot work as it is set up, however often it is tried; the message is a sentence that says what to do.</summary>
public sealed class VipRefusedException : Exception
{
    public VipRefusedException()
    {
    }

    public VipRefusedException(string message)
        : base(message)
    {
    }

    public VipRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
