using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Tests.Resources;

/// <summary>With vip.mode HostNetwork: what the pods have beyond the others. The whole of them stands in Golden/host-network.</summary>
public sealed class HostNetworkTests
{
    [Fact]
    public void Every_port_is_one_of_the_node_and_two_pods_of_the_group_are_never_on_one_node()
    {
        var pod = PodTemplate.Spec(Group(), "redis-operator:1");

        (pod.HostNetwork, pod.DnsPolicy).ShouldBe((true, "ClusterFirstWithHostNet"));
        pod.Containers.SelectMany(container => container.Ports!).Select(port => (port.Name, port.ContainerPort, port.HostPort))
            .ShouldBe([("redis", 6379, 6379), ("sentinel", 26379, 26379), ("vip-status", 8379, 8379)]);
        var term = pod.Affinity!.PodAntiAffinity!.RequiredDuringSchedulingIgnoredDuringExecution!.ShouldHaveSingleItem();
        (term.TopologyKey, term.LabelSelector!.MatchLabels![Labels.Group]).ShouldBe(("kubernetes.io/hostname", "cache"));
    }

    [Fact]
    public void The_users_own_affinity_stays()
    {
        var zones = new V1PodAffinityTerm { TopologyKey = "topology.kubernetes.io/zone" };
        var wishes = new V1Affinity
        {
            NodeAffinity = new V1NodeAffinity(),
            PodAntiAffinity = new V1PodAntiAffinity { RequiredDuringSchedulingIgnoredDuringExecution = [zones] },
        };

        var affinity = PodTemplate.Spec(Group(spec => spec.PodTemplate = new PodTemplateSpec { Affinity = wishes }), "").Affinity!;

        affinity.NodeAffinity.ShouldBeSameAs(wishes.NodeAffinity);
        affinity.PodAntiAffinity!.RequiredDuringSchedulingIgnoredDuringExecution!.Select(term => term.TopologyKey).ShouldBe(["topology.kubernetes.io/zone", "kubernetes.io/hostname"]);
        wishes.PodAntiAffinity.RequiredDuringSchedulingIgnoredDuringExecution!.ShouldHaveSingleItem();
    }

    [Fact]
    public void The_vip_container_is_root_with_two_capabilities_and_nothing_else()
    {
        var rights = Vip(Group()).SecurityContext!;

        (rights.RunAsUser, rights.RunAsNonRoot, rights.AllowPrivilegeEscalation, rights.ReadOnlyRootFilesystem).ShouldBe((0L, false, false, true));
        rights.Capabilities!.Drop.ShouldBe(["ALL"]);
        rights.Capabilities.Add.ShouldBe(["NET_ADMIN", "NET_RAW"]);
    }

    [Fact]
    public void No_password_stands_in_an_argument_or_a_variable()
    {
        var container = Vip(Group());

        container.Args.ShouldBe(["vip", "agent"]);
        container.Env!.Where(setting => setting.Name.Contains("PASSWORD", StringComparison.Ordinal)).ShouldAllBe(setting => setting.Value == "/etc/redis/auth/current");
    }

    [Fact]
    public void The_image_is_the_operators_own_unless_the_group_names_one_and_its_change_alone_replaces_no_pod()
    {
        var named = Group(spec => spec.Vip.HostNetwork!.Image = "mirror/redis-operator:2");

        Vip(Group()).Image.ShouldBe("redis-operator:1");
        Vip(named).Image.ShouldBe("mirror/redis-operator:2");
        PodTemplate.Build(Group(), "redis-operator:1").Metadata!.Annotations![Annotations.TemplateHash].ShouldBe(PodTemplate.Build(Group(), "redis-operator:2").Metadata!.Annotations![Annotations.TemplateHash]);
        TemplateHash.Of(named).ShouldNotBe(TemplateHash.Of(Group()));
    }

    [Fact]
    public void The_third_sentinel_of_a_pair_keeps_an_address_of_its_own()
    {
        var pod = ArbiterBuilder.Build(Group(spec => spec.Replicas = 2)).Spec!.Template.Spec!;

        (pod.HostNetwork, pod.Containers.ShouldHaveSingleItem().Name, pod.Containers[0].Ports![0].HostPort).ShouldBe((null, "sentinel", null));
    }

    private static V1Container Vip(RedisReplicationGroup group) => PodTemplate.Spec(group, "redis-operator:1").Containers.Single(container => container.Name == "vip");

    private static RedisReplicationGroup Group(Action<RedisReplicationGroupSpec>? change = null)
    {
        var group = new RedisReplicationGroup
        {
            Metadata = new V1ObjectMeta { Name = "cache", NamespaceProperty = "default", Uid = "uid" },
            Spec = new RedisReplicationGroupSpec { Image = "redis:8.2", Vip = new VipSpec { Mode = VipMode.HostNetwork, HostNetwork = new VipHostNetworkSpec { Address = "172.16.1.50/24", Interface = "ens192" } } },
        };
        change?.Invoke(group.Spec);
        return group;
    }
}
