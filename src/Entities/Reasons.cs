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
    public const string AddressHeld = "AddressHeld";
    public const string Settled = "Settled";
    public const string DatasetPresent = "DatasetPresent";

    // Conditions: on the way, or not well.
    public const string Starting = "Starting";
    public const string WaitingForPods = "WaitingForPods";
    public const string WaitingForSentinels = "WaitingForSentinels";
    public const string ReplicationBroken = "ReplicationBroken";
    public const string QuorumLost = "QuorumLost";
    public const string NotRouted = "NotRouted";
    public const string AddressPending = "AddressPending";
    public const string AddressRefused = "AddressRefused";
    public const string AddressElsewhere = "AddressElsewhere";
    public const string AgentSilent = "AgentSilent";
    public const string FailoverRunning = "FailoverRunning";
    public const string ApplyFailed = "ApplyFailed";
    public const string NameTaken = "NameTaken";
    public const string ColdStart = "ColdStart";
    public const string ConfigRefused = "ConfigRefused";
    public const string StorageShrinkRefused = "StorageShrinkRefused";
    public const string PasswordRefused = "PasswordRefused";
    public const string StorageGrowthRefused = "StorageGrowthRefused";
    public const string UpdateStalled = "UpdateStalled";
    public const string AwaitingSwitchover = "AwaitingSwitchover";
    public const string AwaitingRestart = "AwaitingRestart";
    public const string Scaling = "Scaling";
    public const string Paused = "Paused";

    // Who is master, and why it is not decided yet.
    public const string NoMajority = "NoMajority";
    public const string SentinelsBlank = "SentinelsBlank";
    public const string ReplicaStillLinked = "ReplicaStillLinked";
    public const string FirstStart = "FirstStart";
    public const string NamedByMajority = "NamedByMajority";
    public const string NamedByNewest = "NamedByNewest";
    public const string PromotionForgotten = "PromotionForgotten";
    public const string MasterSilent = "MasterSilent";
    public const string MasterDown = "MasterDown";
    public const string TwoFailoversRun = "TwoFailoversRun";
    public const string FailoverSelected = "FailoverSelected";
    public const string SentinelsStuck = "SentinelsStuck";
    public const string Undecided = "Undecided";

    // Why a living master hands over.
    public const string SwitchoverRequested = "SwitchoverRequested";
    public const string MasterTerminating = "MasterTerminating";
    public const string MasterNodeCordoned = "MasterNodeCordoned";
    public const string ScaleDown = "ScaleDown";
    public const string RollingUpdate = "RollingUpdate";

    // Events.
    public const string SwitchoverStarted = "SwitchoverStarted";
    public const string SwitchoverCompleted = "SwitchoverCompleted";
    public const string SwitchoverFailed = "SwitchoverFailed";
    public const string SwitchoverRefused = "SwitchoverRefused";
    public const string PodReplaced = "PodReplaced";
    public const string LabelCorrected = "LabelCorrected";
    public const string SentinelRestored = "SentinelRestored";
    public const string SentinelForgets = "SentinelForgets";
    public const string ReplicaRedirected = "ReplicaRedirected";
    public const string ObjectRestored = "ObjectRestored";
    public const string WritesUnfenced = "WritesUnfenced";
    public const string WritesFenced = "WritesFenced";
    public const string MasterElected = "MasterElected";
    public const string FailoverStarted = "FailoverStarted";
    public const string FailoverCompleted = "FailoverCompleted";
    public const string VipMoved = "VipMoved";
    public const string AddressAssigned = "AddressAssigned";
    public const string AddressMoved = "AddressMoved";
    public const string AddressLost = "AddressLost";
    public const string StaleMasterDemoted = "StaleMasterDemoted";
    public const string PasswordRestored = "PasswordRestored";
    public const string GroupReady = "GroupReady";
    public const string GroupDegraded = "GroupDegraded";
}
