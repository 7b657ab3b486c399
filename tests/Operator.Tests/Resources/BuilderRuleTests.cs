using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Tests.Resources;

public sealed class BuilderRuleTests
{
    [Fact]
    public void Sentinel_identities_are_40_hexadecimal_digits_and_differ_by_group_and_ordinal()
    {
        string[] ids = [SentinelConfig.MyId("a", 0), SentinelConfig.MyId("a", 1), SentinelConfig.MyId("b", 0)];

        ids.Distinct().Count().ShouldBe(3);
        ids.ShouldAllBe(id => id.Length == 40 && id.All(char.IsAsciiHexDigitLower));
        SentinelConfig.MyId("a", 0).ShouldBe(ids[0]);
    }

    [Fact]
    public void No_container_gets_a_shell_or_the_password()
    {
        var set = StatefulSetBuilder.Build(Group()).Spec!.Template.Spec!;

        foreach (var container in set.Containers.Concat(set.InitContainers!))
        {
            container.Command!.ShouldHaveSingleItem().ShouldBeOneOf("redis-server", "cp");
            container.Env!.ShouldHaveSingleItem().Name.ShouldBe("POD_NAME");
        }
    }

    [Fact]
    public void Pods_meet_the_restricted_pod_security_standard()
    {
        var pod = StatefulSetBuilder.Build(Group()).Spec!.Template.Spec!;

        (pod.SecurityContext!.RunAsNonRoot, pod.SecurityContext.SeccompProfile!.Type).ShouldBe((true, "RuntimeDefault"));
        foreach (var container in pod.Containers.Concat(pod.InitContainers!))
        {
            container.SecurityContext!.AllowPrivilegeEscalation.ShouldBe(false);
            container.SecurityContext.Capabilities!.Drop.ShouldBe(["ALL"]);
            container.SecurityContext.ReadOnlyRootFilesystem.ShouldBe(true);
        }
    }

    [Fact]
    public void The_sentinel_container_has_no_limit_unless_the_user_sets_one()
    {
        StatefulSetBuilder.Build(Group()).Spec!.Template.Spec!.Containers.Single(container => container.Name == "sentinel").Resources.ShouldBeNull();
    }

    [Theory]
    [InlineData("cache-0", 0)]
    [InlineData("cache-11", 11)]
    [InlineData("cache-01", null)]
    [InlineData("cache-+1", null)]
    [InlineData("cache-x", null)]
    [InlineData("other-0", null)]
    [InlineData("cache-replicas", null)]
    public void An_ordinal_is_only_read_from_a_pod_of_the_group(string pod, int? ordinal)
    {
        GroupNames.For(Group()).Ordinal(pod).ShouldBe(ordinal);
    }

    [Fact]
    public void An_ipv6_pod_is_routed_to_by_an_ipv6_slice()
    {
        EndpointSliceBuilder.Build(Group(), "cache-0", "uid", "fd00::7", "node-1", ready: true, epoch: 1).AddressType.ShouldBe("IPv6");
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("line\nbreak")]
    [InlineData("quote\"")]
    public void A_password_that_needs_quoting_is_refused(string password)
    {
        Should.Throw<ArgumentException>(() => SecretBuilder.Build(Group(), password));
    }

    [Fact]
    public void A_password_is_read_back_from_its_secret()
    {
        SecretBuilder.Read(SecretBuilder.Build(Group(), "Abc123")).ShouldBe(new GroupPasswords("Abc123", "Abc123", null, null));
        SecretBuilder.Read(new V1Secret()).ShouldBeNull();
    }

    private static RedisReplicationGroup Group() =>
        new()
        {
            Metadata = new V1ObjectMeta { Name = "cache", NamespaceProperty = "default", Uid = "uid" },
            Spec = new RedisReplicationGroupSpec { Image = "redis:8.2" },
        };
}
