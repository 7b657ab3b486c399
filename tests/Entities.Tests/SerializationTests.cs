using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.Models;

namespace RedisOperator.Entities.Tests;

public sealed class SerializationTests
{
    [Fact]
    public void A_group_is_read_with_defaults_for_what_it_does_not_say_and_unknown_members_ignored()
    {
        const string Json = """
            {
              "apiVersion": "redisoperator.io/v1", "kind": "RedisReplicationGroup",
              "metadata": { "name": "cache", "namespace": "default", "generation": 2, "managedFields": [ { "manager": "kubectl" } ] },
              "spec": { "image": "redis:8.2", "replicas": 5, "sentinel": { "downAfter": "3s" }, "ofNextYear": { "a": 1 } },
              "status": { "phase": "Ready", "conditions": [ { "type": "Ready", "status": "True", "lastTransitionTime": "2026-11-22T10:00:00Z" } ] }
            }
            """;

        var group = JsonSerializer.Deserialize(Json, EntitiesJsonContext.Default.RedisReplicationGroup)!;

        (group.Metadata.Name, group.Metadata.NamespaceProperty, group.Metadata.Generation).ShouldBe(("cache", "default", 2));
        (group.Spec.Replicas, group.Spec.Sentinel.DownAfter, group.Spec.Sentinel.FailoverTimeout).ShouldBe((5, "3s", "10s"));
        group.Status.Conditions!.ShouldHaveSingleItem().LastTransitionTime.ShouldBe(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void A_list_of_groups_is_read()
    {
        const string Json = """{"apiVersion":"redisoperator.io/v1","kind":"RedisReplicationGroupList","metadata":{"resourceVersion":"7"},"items":[{"spec":{"image":"a"}}]}""";

        var list = JsonSerializer.Deserialize(Json, EntitiesJsonContext.Default.KubernetesListRedisReplicationGroup)!;

        list.Metadata.ResourceVersion.ShouldBe("7");
        list.Items.ShouldHaveSingleItem().Kind.ShouldBe("RedisReplicationGroup");
    }

    [Fact]
    public void Nothing_is_written_for_what_is_not_known()
    {
        var status = new RedisReplicationGroupStatus { Phase = Phase.Pending };

        Write(status).ToJsonString().ShouldBe("""{"phase":"Pending"}""");
    }

    [Fact]
    public void Quantities_and_ports_are_read_as_number_or_text_and_compared_by_text()
    {
        var read = (V1ResourceRequirements)JsonSerializer.Deserialize("""{"limits":{"cpu":1,"memory":"1Gi"}}""", EntitiesJson.Options.GetTypeInfo(typeof(V1ResourceRequirements)))!;

        read.Limits!["cpu"].ShouldBe(new ResourceQuantity("1"));
        read.Limits["memory"].ShouldBe("1Gi");
        Write(new V1TCPSocketAction { Port = 6379 }).ToJsonString().ShouldBe("""{"port":6379}""");
        Write(new V1TCPSocketAction { Port = "redis" }).ToJsonString().ShouldBe("""{"port":"redis"}""");
    }

    [Fact]
    public void A_lease_is_written_with_microseconds_and_other_times_with_seconds()
    {
        var time = new DateTimeOffset(2026, 11, 22, 10, 0, 0, 120, 340, TimeSpan.FromHours(1));

        Write(new V1LeaseSpec { RenewTime = time })["renewTime"]!.GetValue<string>().ShouldBe("2026-11-22T09:00:00.120340Z");
        Write(new V1ObjectMeta { CreationTimestamp = time })["creationTimestamp"]!.GetValue<string>().ShouldBe("2026-11-22T09:00:00Z");
    }

    [Fact]
    public void A_secrets_data_is_base64_and_names_are_the_APIs()
    {
        Write(new V1Secret { Data = new Dictionary<string, byte[]> { ["password"] = "abc"u8.ToArray() } })["data"]!["password"]!.GetValue<string>().ShouldBe("YWJj");
        var spec = Write(new V1ServiceSpec { ClusterIP = "None", ClusterIPs = ["None"] });
        spec["clusterIP"].ShouldNotBeNull();
        spec["clusterIPs"].ShouldNotBeNull();
    }

    private static JsonNode Write<T>(T value) => JsonSerializer.SerializeToNode(value, EntitiesJson.Options.GetTypeInfo(typeof(T)))!;
}
