using System.Security.Cryptography;
using System.Text;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>A hash of what every pod's configuration has in common. Addresses are not in it: a new pod must not make the others look changed.</summary>
public static class ConfigHash
{
    private const string AnyAddress = "address";

    public static string Of(RedisReplicationGroup group)
    {
        var text = RedisConfig.Common(group, AnyAddress) + SentinelConfig.Build(group, "", AnyAddress);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }
}
