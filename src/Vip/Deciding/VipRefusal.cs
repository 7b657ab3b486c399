namespace RedisOperator.Vip;

/// <summary>This cannot work as it is set up, however often it is tried; the message is a sentence that says what to do.</summary>
public sealed class VipRefusal : Exception
{
    public VipRefusal()
    {
    }

    public VipRefusal(string message)
        : base(message)
    {
    }

    public VipRefusal(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
