using KubeOps.Abstractions.Entities.Attributes;

namespace RedisOperator.Entities;

[Description("The master that the VIP leads to.")]
public sealed class MasterStatus
{
    [Description("Its pod.")]
    public string? Pod { get; set; }

    [Description("The node the pod runs on.")]
    public string? Node { get; set; }

    [Description("The address it announces, which stays the same for as long as the group exists.")]
    public string? Address { get; set; }

    [Description("Sentinel's config-epoch of this master.")]
    public long? Epoch { get; set; }

    [Description("Since when it is master (RFC 3339).")]
    public string? Since { get; set; }
}
