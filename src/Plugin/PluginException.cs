namespace RedisOperator.Plugin;

/// <summary>What was asked for cannot be done; the message is for the user and says what to do instead.</summary>
public sealed class PluginException(string message) : Exception(message);
