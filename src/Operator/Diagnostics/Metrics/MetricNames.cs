namespace RedisOperator.Operator.Diagnostics.Metrics;

/// <summary>What dashboards and alerts may rely on. docs/metrics.md lists them; a test compares, and every name in the chart's alerts and dashboard has to be one of these.</summary>
public static class MetricNames
{
    public const string GroupMasterKnown = "redis_operator_group_master_known";
    public const string GroupVipRouted = "redis_operator_group_vip_routed";
    public const string GroupReplicasWanted = "redis_operator_group_replicas_wanted";
    public const string GroupReplicasReady = "redis_operator_group_replicas_ready";
    public const string GroupSentinelsWanted = "redis_operator_group_sentinels_wanted";
    public const string GroupSentinelsAnswering = "redis_operator_group_sentinels_answering";
    public const string GroupSentinelsAgreeing = "redis_operator_group_sentinels_agreeing";
    public const string GroupMasterInfo = "redis_operator_group_master_info";
    public const string GroupReplicationLag = "redis_operator_group_replication_lag_bytes";
    public const string GroupCondition = "redis_operator_group_condition";
    public const string GroupPaused = "redis_operator_group_paused";
    public const string GroupObserved = "redis_operator_group_observed_timestamp_seconds";
    public const string Switches = "redis_operator_switches_total";
    public const string SwitchDuration = "redis_operator_switch_duration_seconds";
    public const string SwitchoverPause = "redis_operator_switchover_pause_seconds";
    public const string GroupEvents = "redis_operator_group_events_total";
    public const string Groups = "redis_operator_groups";
    public const string Reconciles = "redis_operator_reconciles_total";
    public const string ReconcileDuration = "redis_operator_reconcile_duration_seconds";
    public const string QueueDepth = "redis_operator_queue_depth";
    public const string QueueDelayed = "redis_operator_queue_delayed";
    public const string QueueProcessing = "redis_operator_queue_processing";
    public const string QueueWait = "redis_operator_queue_wait_seconds";
    public const string ApiRequests = "redis_operator_api_requests_total";
    public const string ApiRequestDuration = "redis_operator_api_request_duration_seconds";
    public const string WatchRestarts = "redis_operator_watch_restarts_total";
    public const string RedisErrors = "redis_operator_redis_errors_total";
    public const string Leader = "redis_operator_leader";
    public const string BuildInfo = "redis_operator_build_info";
    public const string ProcessResidentMemory = "process_resident_memory_bytes";
    public const string ProcessCpu = "process_cpu_seconds_total";
    public const string ProcessStartTime = "process_start_time_seconds";
    public const string ProcessOpenFiles = "process_open_fds";
}
