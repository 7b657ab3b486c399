namespace RedisOperator.Operator.SelfTest;

/// <summary>What the test found; its message is for the person who asked for it.</summary>
public sealed class SelfTestException(string message) : Exception(message);
