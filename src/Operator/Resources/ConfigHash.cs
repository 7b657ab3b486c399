using System.Security.Cryptography;
using System.Text;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>
/// A hash of the configuration that a running process cannot be given: redis' static directives with their values, the names of live ones whose default is not
/// known here (to take one out needs a restart), and Sentinel's directives. What the operator itself writes into the files is not in it.
/// </summary>
public static class ConfigHash
{
    /// <summary>16 hexadecimal digits.</summary>
    public static string Of(RedisReplicationGroup group)
    {
        var text = new ConfigText();
        foreach (var (name, value) in RedisDirectives.Static(group))
        {
            text.Line(name, value);
        }
        foreach (var name in RedisDirectives.WithoutDefault(group))
        {
            text.Comment(name);
        }

        text.Comment("sentinel").Users(group.Spec.Sentinel.Config, ConfigDirectives.IsAllowedInSentinel);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }
}
