using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Kubernetes.Generation;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Tests.Resources;

public sealed class BuilderGoldenTests
{
    public static TheoryData<string> Cases() => [.. Directory.GetDirectories(GoldenFiles.Cases).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Builders_make_what_the_golden_files_say(string name)
    {
        var group = Group(name);

        foreach (var (file, objects) in Build(group))
        {
            GoldenFiles.ShouldMatch(Path.Combine(GoldenFiles.Cases, name, file + ".yaml"), string.Join("---\n", objects.Select(Yaml)));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Everything_built_belongs_to_the_group_and_is_found_by_its_labels(string name)
    {
        var group = Group(name);

        foreach (var built in Build(group).SelectMany(file => file.Objects))
        {
            var metadata = built.Metadata;
            metadata.NamespaceProperty.ShouldBe(group.Metadata.NamespaceProperty);
            metadata.Labels![Labels.Group].ShouldBe(group.Metadata.Name);
            var owner = metadata.OwnerReferences!.ShouldHaveSingleItem();
            (owner.Uid, owner.Controller, owner.BlockOwnerDeletion).ShouldBe((group.Metadata.Uid, true, true));
        }
    }

    private static RedisReplicationGroup Group(string name) =>
        YamlReader.Read<RedisReplicationGroup>(File.ReadAllText(Path.Combine(GoldenFiles.Cases, name, "group.yaml")));

    private static IEnumerable<(string File, IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Objects)> Build(RedisReplicationGroup group)
    {
        var ordinals = Enumerable.Range(0, group.Spec.Replicas).ToArray();
        yield return ("configmap", [ConfigMapBuilder.Build(group, [.. ordinals.Select(ordinal => $"10.96.0.{10 + ordinal}")], LiveFile.Of(group))]);
        yield return ("secret", [SecretBuilder.Build(group, "Abc123")]);
        yield return ("statefulset", [StatefulSetBuilder.Build(group)]);
        yield return ("services",
        [
            ServiceBuilder.Vip(group), ServiceBuilder.Replicas(group), ServiceBuilder.Sentinel(group), ServiceBuilder.Pods(group),
            .. ordinals.Select(ordinal => ServiceBuilder.Pod(group, ordinal)),
        ]);
        yield return ("endpointslice",
            [EndpointSliceBuilder.Build(group, GroupNames.For(group).Pod(0), "55555555-5555-5555-5555-555555555555", "10.244.1.7", "node-1", ready: true, epoch: 4)]);
        yield return ("poddisruptionbudget", [PdbBuilder.Build(group)]);
        yield return ("networkpolicy", [NetworkPolicyBuilder.Build(group)]);
        yield return ("serviceaccount", [ServiceAccountBuilder.Build(group)]);
    }

    private static string Yaml(IKubernetesObject<V1ObjectMeta> built)
    {
        var json = JsonSerializer.SerializeToNode(built, EntitiesJson.Options.GetTypeInfo(built.GetType()))!;
        var yaml = YamlText.Write(json);
        JsonNode.DeepEquals(YamlReader.Documents(yaml).Single(), json).ShouldBeTrue($"what was written is not what a YAML reader reads:\n{yaml}");
        return yaml;
    }
}
