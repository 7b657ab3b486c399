using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Tests.Resources;

public sealed class PodMetadataTests
{
    [Fact]
    public void A_new_pod_needs_no_change()
    {
        var group = Group(labels: [("team", "shop")], annotations: [("note", "x")]);

        PodMetadata.Change(group, PodOf(group)).IsEmpty.ShouldBeTrue();
        PodMetadata.Change(Group(), PodOf(Group())).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Added_and_changed_keys_are_set_and_remembered()
    {
        var change = PodMetadata.Change(Group(labels: [("team", "web"), ("tier", "1")], annotations: [("note", "y")]), PodOf(Group(labels: [("team", "shop")])));

        change.Labels.ShouldBe(new Dictionary<string, string?> { ["team"] = "web", ["tier"] = "1" }, ignoreOrder: true);
        change.Annotations.ShouldBe(new Dictionary<string, string?> { ["note"] = "y", [Annotations.UserMetadata] = "team,tier;note" }, ignoreOrder: true);
    }

    [Fact]
    public void A_removed_key_goes_and_what_others_put_there_stays()
    {
        var pod = PodOf(Group(labels: [("team", "shop")], annotations: [("note", "x")]));
        pod.Metadata.Labels!["somebody"] = "else";
        pod.Metadata.Annotations!["their"] = "own";

        var change = PodMetadata.Change(Group(), pod);

        change.Labels.ShouldBe(new Dictionary<string, string?> { ["team"] = null }, ignoreOrder: true);
        change.Annotations.ShouldBe(new Dictionary<string, string?> { ["note"] = null, [Annotations.UserMetadata] = null }, ignoreOrder: true);
    }

    [Fact]
    public void The_operators_own_keys_are_neither_changed_nor_removed_for_a_user()
    {
        var greedy = Group(
            labels: [(Labels.Role, "master"), (Labels.Group, "other"), (Labels.PodName, "x"), ("controller-revision-hash", "x")],
            annotations: [(Annotations.TemplateHash, "x"), (Annotations.Start, "x"), (Annotations.UserMetadata, $"{Labels.Group};{Annotations.Start}")]);
        var pod = PodOf(Group());

        PodMetadata.Change(greedy, pod).IsEmpty.ShouldBeTrue();
        pod.Metadata.Annotations![Annotations.UserMetadata] = $"{Labels.Role},{Labels.Group};{Annotations.Start}";
        PodMetadata.Change(greedy, pod).Labels.ShouldBeEmpty();
        PodMetadata.Change(greedy, pod).Annotations.Keys.ShouldBe([Annotations.UserMetadata]);
    }

    private static V1Pod PodOf(RedisReplicationGroup group) => new() { Metadata = StatefulSetBuilder.Build(group).Spec!.Template.Metadata! };

    private static RedisReplicationGroup Group((string Key, string Value)[]? labels = null, (string Key, string Value)[]? annotations = null) =>
        new()
        {
            Metadata = new V1ObjectMeta { Name = "cache", NamespaceProperty = "default", Uid = "uid" },
            Spec = new RedisReplicationGroupSpec
            {
                Image = "redis:8.2",
                PodTemplate = new PodTemplateSpec
                {
                    Labels = labels?.ToDictionary(one => one.Key, one => one.Value),
                    Annotations = annotations?.ToDictionary(one => one.Key, one => one.Value),
                },
            },
        };
}
