using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Tests.Resources;

public sealed class TemplateHashTests
{
    /// <summary>
    /// Whoever changes this value restarts every redis of every user at the upgrade of the operator. It may change only with what a pod really is, and then with a
    /// line in CHANGELOG.md that says so.
    /// </summary>
    [Theory]
    [InlineData("minimal", "0534aa297a7cfa2e")]
    [InlineData("everything", "99ee310e4c3bf8b0")]
    [InlineData("memory-only", "b3dd0660559049ad")]
    public void An_upgrade_of_the_operator_rolls_no_pods(string sample, string hash)
    {
        var group = YamlReader.Read<RedisReplicationGroup>(File.ReadAllText(Path.Combine(GoldenFiles.Cases, sample, "group.yaml")));

        TemplateHash.Of(group).ShouldBe(hash);
    }

    [Fact]
    public void What_a_pod_is_changes_the_hash_and_what_it_is_called_does_not()
    {
        var hash = TemplateHash.Of(Group());

        TemplateHash.Of(Group(spec => spec.Image = "redis:8.4")).ShouldNotBe(hash);
        TemplateHash.Of(Group(spec => spec.Resources = new V1ResourceRequirements { Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = "1Gi" } })).ShouldNotBe(hash);
        TemplateHash.Of(Group(spec => spec.PodTemplate = new PodTemplateSpec { Labels = new Dictionary<string, string> { ["team"] = "shop" } })).ShouldBe(hash);
        TemplateHash.Of(Group(spec => spec.PodTemplate = new PodTemplateSpec { Annotations = new Dictionary<string, string> { ["note"] = "x" } })).ShouldBe(hash);
        TemplateHash.Of(Group(spec => spec.Replicas = 5)).ShouldBe(hash);
        TemplateHash.Of(Group(spec => spec.Replicas = 1)).ShouldBe(hash);
    }

    [Fact]
    public void The_order_of_a_dictionary_does_not_change_the_hash()
    {
        static RedisReplicationGroup OnNodes(params string[] labels) => Group(spec => spec.PodTemplate = new PodTemplateSpec { NodeSelector = labels.ToDictionary(label => label, _ => "yes") });

        TemplateHash.Of(OnNodes("disk", "zone")).ShouldBe(TemplateHash.Of(OnNodes("zone", "disk")));
    }

    [Fact]
    public void A_pod_of_the_present_template_is_not_outdated_and_one_of_an_earlier_one_is()
    {
        TemplateHash.IsOutdated(Group(), PodOf(Group())).ShouldBeFalse();
        TemplateHash.IsOutdated(Group(spec => spec.Image = "redis:8.4"), PodOf(Group())).ShouldBeTrue();
        TemplateHash.IsOutdated(Group(), new V1Pod { Metadata = new V1ObjectMeta { Name = "cache-0" } }).ShouldBeTrue();
    }

    [Fact]
    public void A_pod_that_would_start_as_master_is_outdated_in_a_group_that_has_grown_and_the_reverse_is_not()
    {
        var (one, three) = (Group(spec => spec.Replicas = 1), Group());

        TemplateHash.IsOutdated(three, PodOf(one)).ShouldBeTrue();
        TemplateHash.IsOutdated(one, PodOf(three)).ShouldBeFalse();
    }

    private static V1Pod PodOf(RedisReplicationGroup group) => new() { Metadata = StatefulSetBuilder.Build(group).Spec!.Template.Metadata! };

    private static RedisReplicationGroup Group(Action<RedisReplicationGroupSpec>? change = null)
    {
        var group = new RedisReplicationGroup
        {
            Metadata = new V1ObjectMeta { Name = "cache", NamespaceProperty = "default", Uid = "uid" },
            Spec = new RedisReplicationGroupSpec { Image = "redis:8.2" },
        };
        change?.Invoke(group.Spec);
        return group;
    }
}
