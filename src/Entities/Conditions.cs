namespace RedisOperator.Entities;

/// <summary>Types of the conditions in a group's status.</summary>
public static class Conditions
{
    /// <summary>All pods serve, the master is routed to, and its replicas follow.</summary>
    public const string Ready = "Ready";

    /// <summary>One pod is master by the rule of who may be routed to, and answers.</summary>
    public const string MasterAvailable = "MasterAvailable";

    /// <summary>Every replica's link to the master is up.</summary>
    public const string ReplicationHealthy = "ReplicationHealthy";

    /// <summary>A majority of the group's sentinels answer and agree.</summary>
    public const string SentinelQuorum = "SentinelQuorum";

    /// <summary>The VIP leads to the master, and has the address that its mode asks for.</summary>
    public const string VipReady = "VipReady";

    /// <summary>The operator is still changing something.</summary>
    public const string Progressing = "Progressing";

    /// <summary>What is decided next may lose data.</summary>
    public const string DatasetAtRisk = "DatasetAtRisk";
}
