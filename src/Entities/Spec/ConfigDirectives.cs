using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace RedisOperator.Entities;

/// <summary>
/// Which directives a user may set. The lists are CEL literals, because the API server has to refuse the others with a sentence; the builders read the same
/// lists, so that a group that came past an older CRD cannot set them either.
/// </summary>
public static partial class ConfigDirectives
{
    /// <summary>A value is one line: a line break in it would be a second directive.</summary>
    public const string ValuePattern = "^[^\\x00-\\x1f]*$";

    public const string RedisOwned =
        "['port', 'tls-port', 'tls-replication', 'bind', 'unixsocket', 'protected-mode', 'dir', 'include', 'daemonize', 'supervised', 'pidfile', 'logfile', "
        + "'replicaof', 'slaveof', 'masterauth', 'masteruser', 'requirepass', 'user', 'aclfile', 'rename-command', "
        + "'replica-announce-ip', 'slave-announce-ip', 'replica-announce-port', 'slave-announce-port', 'replica-announced', "
        + "'min-replicas-to-write', 'min-slaves-to-write', 'min-replicas-max-lag', 'min-slaves-max-lag', 'replica-priority', 'slave-priority', "
        + "'appendonly', 'cluster-enabled', 'sentinel']";

    public const string RedisOwnedMessage =
        "spec.config holds a directive that the operator sets itself: use spec.port for port, spec.persistence.mode for appendonly, spec.durability for min-replicas, and leave out "
        + "addresses, files, passwords, users, replication and cluster directives";

    public const string SentinelOwned =
        "['port', 'tls-port', 'tls-replication', 'bind', 'unixsocket', 'protected-mode', 'dir', 'include', 'daemonize', 'supervised', 'pidfile', 'logfile', "
        + "'requirepass', 'user', 'aclfile', 'rename-command', 'sentinel']";

    public const string SentinelOwnedMessage =
        "spec.sentinel.config holds a directive that the operator sets itself: use spec.sentinel's own fields (port, quorum, downAfter, failoverTimeout, "
        + "parallelSyncs), and leave out addresses, files, passwords and users";

    private static readonly FrozenSet<string> OwnedOfRedis = Names(RedisOwned);
    private static readonly FrozenSet<string> OwnedOfSentinel = Names(SentinelOwned);

    /// <summary>Whether a user's directive goes into redis.conf.</summary>
    public static bool IsAllowedInRedis(string name, string value) => IsDirective(name, value) && !OwnedOfRedis.Contains(name);

    /// <summary>Whether a user's directive goes into sentinel.conf.</summary>
    public static bool IsAllowedInSentinel(string name, string value) => IsDirective(name, value) && !OwnedOfSentinel.Contains(name);

    private static bool IsDirective(string name, string value) => Key().IsMatch(name) && !value.Any(char.IsControl);

    private static FrozenSet<string> Names(string literal) =>
        literal.Trim('[', ']').Split(", ").Select(name => name.Trim('\'')).ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex("^[a-z][a-z0-9-]*\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();
}
