using System.Collections.Frozen;

namespace RedisOperator.Operator.Resources;

/// <summary>Directives that take effect only at the start of redis: a change of one replaces pods.</summary>
internal static class StaticDirectives
{
    /// <summary>
    /// What CONFIG SET refuses in some version from Redis 6.2 to 8 or Valkey 7.2 to 9 ("can't set immutable config", "can't set protected config"), and what is
    /// no CONFIG parameter at all. Seen on 7.0.15 by setting every parameter to its own value; the others are from the sources of those versions.
    /// </summary>
    private static readonly FrozenSet<string> Immutable = FrozenSet.ToFrozenSet(
        [
            "aclfile", "always-show-logo", "aof_rewrite_cpulist", "aof-rewrite-cpulist", "appenddirname", "appendfilename", "bgsave_cpulist", "bgsave-cpulist",
            "bio_cpulist", "bio-cpulist", "cluster-config-file", "cluster-databases", "cluster-enabled", "cluster-port", "daemonize", "databases", "dbfilename", "dir",
            "debug-assert-enabled", "disable-thp", "enable-debug-command", "enable-module-command", "enable-protected-configs", "include", "io-threads",
            "io-threads-do-reads", "loadmodule", "logfile", "pidfile", "rdbchecksum", "rename-command", "replicaof", "repl-mptcp", "mptcp", "rdma-bind", "rdma-port",
            "rdma-rx-size", "rdma-completion-vector", "server_cpulist", "server-cpulist", "set-proc-title", "slaveof", "socket-mark-id", "supervised",
            "syslog-enabled", "syslog-facility", "syslog-ident", "tcp-backlog", "unixsocket", "unixsocketgroup", "unixsocketperm", "user",
        ],
        StringComparer.Ordinal);

    /// <summary>What the operator itself changes on running pods: a second hand that set it would undo a steered failover or a relaxed bound.</summary>
    private static readonly FrozenSet<string> Steered = FrozenSet.ToFrozenSet(
        [
            "replica-priority", "slave-priority", "min-replicas-to-write", "min-slaves-to-write", "min-replicas-max-lag", "min-slaves-max-lag",
        ],
        StringComparer.Ordinal);

    public static bool Has(string name) => Immutable.Contains(name) || Steered.Contains(name);
}
