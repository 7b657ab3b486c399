namespace RedisOperator.Operator.Groups.Observe;

/// <summary>The address that every redis of a group is told to follow in its file: it refuses, so the process loads its data and waits.</summary>
public static class HeldAddress
{
    public const string Host = "127.0.0.1";
    public const int Port = 1;
}
