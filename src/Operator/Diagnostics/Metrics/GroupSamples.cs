using k8s;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;
using RedisOperator.Operator.Groups.Status;

namespace RedisOperator.Operator.Diagnostics.Metrics;

/// <summary>The gauges of a group, from the last look at it.</summary>
internal static class GroupSamples
{
    public static void Add(MetricsPage page, NamespacedName group, GroupReading reading)
    {
        var observation = reading.Observation;
        var health = new GroupHealth(GroupFacts.From(observation), reading.Plan, reading.Result);
        var labels = MetricFamilies.GroupMasterKnown.LabelText(group.Namespace, group.Name);
        page.SetText(MetricFamilies.GroupMasterKnown, health.Master is null ? 0 : 1, labels);
        page.SetText(MetricFamilies.GroupVipRouted, health.IsRouted ? 1 : 0, labels);
        page.SetText(MetricFamilies.GroupReplicasWanted, health.Wanted, labels);
        page.SetText(MetricFamilies.GroupReplicasReady, health.Serving, labels);
        page.SetText(MetricFamilies.GroupSentinelsWanted, health.WantedSentinels, labels);
        page.SetText(MetricFamilies.GroupSentinelsAnswering, health.Facts.AnsweringSentinels, labels);
        page.SetText(MetricFamilies.GroupSentinelsAgreeing, health.Agreeing, labels);
        page.SetText(MetricFamilies.GroupPaused, observation.IsPaused ? 1 : 0, labels);
        page.SetText(MetricFamilies.GroupObserved, observation.Now.ToUnixTimeMilliseconds() / 1000.0, labels);
        if (health.Master is { } master)
        {
            page.Set(MetricFamilies.GroupMasterInfo, 1, group.Namespace, group.Name, master.Name);
            AddLag(page, group, health.Facts, master);
        }
        foreach (var condition in observation.Group.Status?.Conditions ?? [])
        {
            page.Set(MetricFamilies.GroupCondition, condition.Status == "True" ? 1 : 0, group.Namespace, group.Name, condition.Type);
        }
    }

    /// <summary>Of replicas that answer. Both offsets were read within one pass, not in one instant: less than nothing is nothing.</summary>
    private static void AddLag(MetricsPage page, NamespacedName group, GroupFacts facts, PodObservation master)
    {
        if (master.Answer is not { } answer)
        {
            return;
        }
        foreach (var pod in facts.RedisPods.Where(pod => pod != master))
        {
            if (pod.Answer is { IsMaster: false } replica)
            {
                page.Set(MetricFamilies.GroupReplicationLag, Math.Max(0, answer.Offset - replica.Offset), group.Namespace, group.Name, pod.Name);
            }
        }
    }
}
