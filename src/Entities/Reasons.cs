namespace RedisOperator.Entities;

/// <summary>Reasons of conditions and of Events, in the API's CamelCase.</summary>
public static class Reasons
{
    // Conditions: all is well.
    public const string AllPodsServing = "AllPodsServing";
    public const string MasterAgreed = "MasterAgreed";
    public const string ReplicasInSync = "ReplicasInSync";
    public const string QuorumHolds = "QuorumHolds";
    public const string RoutedToMaster = "RoutedToMaster";
    public const string Settled = "Settled";
    public const string DatasetPresent = "DatasetPresent";

    // Conditions: on the way, or not well.
    public const string Starting = "Starting";
    public const string WaitingForPods = "WaitingForPods";
    public const string WaitingForSentinels = "WaitingForSentinels";
    public const string WaitingForMaster = "WaitingForMaster";
    public const string NoMaster = "NoMaster";
    public const string MasterUnreachable = "MasterUnreachable";
    public const string ReplicationBroken = "ReplicationBroken";
    public const string QuorumLost = "QuorumLost";
    public const string NotRouted = "NotRouted";
    public const string FailoverRunning = "FailoverRunning";
    public const string ReadFailed = "ReadFailed";
    public const string ApplyFailed = "ApplyFailed";
    public const string NameTaken = "NameTaken";
    public const string ColdStart = "ColdStart";
    public const string PodsOutdated = "PodsOutdated";
    public const string NoDataAnywhere = "NoDataAnywhere";

    // Events.
    public const string MasterElected = "MasterElected";
    public const string MasterLost = "MasterLost";
    public const string FailoverStarted = "FailoverStarted";
    public const string FailoverCompleted = "FailoverCompleted";
    public const string FailoverAborted = "FailoverAborted";
    public const string VipMoved = "VipMoved";
    public const string MasterAdopted = "MasterAdopted";
    public const string ReplicaPointed = "ReplicaPointed";
    public const string StaleMasterDemoted = "StaleMasterDemoted";
    public const string SentinelsMonitoring = "SentinelsMonitoring";
    public const string GroupReady = "GroupReady";
    public const string GroupDegraded = "GroupDegraded";
}
