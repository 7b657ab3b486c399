namespace RedisOperator.Operator.Groups.Apply;

/// <summary>A planned switchover did not come about; the master is as it was.</summary>
public sealed class SwitchoverException : Exception
{
    public SwitchoverException()
    {
    }

    public SwitchoverException(string message)
        : base(message)
    {
    }

    public SwitchoverException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
