using KubeOps.Abstractions.Entities.Attributes;

namespace RedisOperator.Entities;

[Description("The password of the group.")]
public sealed class AuthSpec
{
    [Description(
        "A Secret in the group's namespace whose key password holds the password. Left out: one is generated in the Secret <group>-auth, and can be changed there. "
        + "A changed password is moved to all processes without an outage.")]
    [Length(1, 253)]
    public string? SecretName { get; set; }

    [Description("How long the old password is accepted beside a new one, so that clients can follow.")]
    [Length(2, 16)]
    [ValidationRule("self.matches('" + Duration.Pattern + "')", "spec.auth.overlap must be a duration of hours, minutes, seconds or milliseconds, such as 10m")]
    public string Overlap { get; set; } = "10m";
}
