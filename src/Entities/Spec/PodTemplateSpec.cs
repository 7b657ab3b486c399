using k8s.Models;
using KubeOps.Abstractions.Entities.Attributes;

namespace RedisOperator.Entities;

[Description("What the group's pods carry, and where they run.")]
public sealed class PodTemplateSpec
{
    [Description("Labels added to the pods. The operator's own labels win over these.")]
    [Items(0, 64)]
    public IDictionary<string, string>? Labels { get; set; }

    [Description("Annotations added to the pods.")]
    [Items(0, 64)]
    public IDictionary<string, string>? Annotations { get; set; }

    [Description("Labels of the nodes the pods may run on.")]
    [Items(0, 64)]
    public IDictionary<string, string>? NodeSelector { get; set; }

    [Description("Taints the pods tolerate.")]
    public IList<V1Toleration>? Tolerations { get; set; }

    [Description("Affinity of the pods, as in a pod.")]
    public V1Affinity? Affinity { get; set; }

    [Description("How the pods spread over nodes and zones. Left out, and without affinity: over nodes, as far as possible.")]
    public IList<V1TopologySpreadConstraint>? TopologySpreadConstraints { get; set; }

    [Description("Priority class of the pods.")]
    public string? PriorityClassName { get; set; }

    [Description("Service account of the pods. Left out: one of the group's own, without rights.")]
    public string? ServiceAccountName { get; set; }

    [Description("Seconds a pod gets to end. Redis waits up to 10 of them for its replicas.")]
    [RangeMinimum(1)]
    [RangeMaximum(3600)]
    public long? TerminationGracePeriodSeconds { get; set; }
}
