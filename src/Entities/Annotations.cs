namespace RedisOperator.Entities;

/// <summary>Annotations that the operator reads or writes.</summary>
public static class Annotations
{
    /// <summary>On the VIP's EndpointSlice: Sentinel's config-epoch of the routing. While the pod it led to may live, a lower one never overwrites a higher one.</summary>
    public const string Epoch = "redisoperator.io/epoch";

    /// <summary>On the pod template: a hash of the pod's spec and of what the containers read only at their start. A pod with another one is outdated.</summary>
    public const string TemplateHash = "redisoperator.io/template-hash";

    /// <summary>On the pod template: <c>held</c> when its redis starts as a replica of nobody, <c>plain</c> when it starts as a master (a group of one).</summary>
    public const string Start = "redisoperator.io/start";

    /// <summary>On pods: the keys of the labels and annotations that are there by spec.podTemplate, so that one which is taken out of the spec is taken off the pod.</summary>
    public const string UserMetadata = "redisoperator.io/user-metadata";

    /// <summary>On a group, written by people: the pod that is to become master, or <see cref="SwitchoverTarget.Any"/>. The operator takes it off and answers by Event and status.</summary>
    public const string Switchover = "redisoperator.io/switchover";

    /// <summary>On the password's Secret: until when the password of before is accepted as well (RFC 3339).</summary>
    public const string PasswordOverlap = "redisoperator.io/previous-password-until";

    /// <summary>On every object the operator writes: a digest of what it wanted, so that a field it no longer wants is noticed.</summary>
    public const string Applied = "redisoperator.io/applied";
}
