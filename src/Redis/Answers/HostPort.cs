namespace RedisOperator.Redis;

/// <summary>An address as Redis and Sentinel print it: an IP address, or a name where hostnames are announced.</summary>
public readonly record struct HostPort(string Host, int Port)
{
    /// <summary>Null unless both parts are there and the port is one.</summary>
    public static HostPort? From(string? host, string? port) =>
        !string.IsNullOrEmpty(host) && int.TryParse(port, out var number) && number is >= 0 and <= 65535 ? new HostPort(host, number) : null;

    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
