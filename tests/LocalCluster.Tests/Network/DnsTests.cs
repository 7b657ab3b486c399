using System.Text;
using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Network.Dns;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Tests.Network;

public sealed class DnsTests
{
    private readonly Registry _registry = new(TimeProvider.System, new Random(1));

    [Fact]
    public void A_Service_is_found_by_its_address()
    {
        var service = Service("cache", """{"ports":[{"port":6379}]}""");

        Find("cache.default.svc.cluster.local").Addresses.ShouldBe([service.Text("spec", "clusterIP")!]);
        Find("nothere.default.svc.cluster.local").ShouldBe(DnsAnswer.Unknown);
        Find("example.com").ShouldBe(DnsAnswer.Unknown);
    }

    [Fact]
    public void A_headless_Service_is_its_ready_pods_each_with_a_name()
    {
        Service("cache", """{"clusterIP":"None","ports":[{"port":6379}]}""");
        _registry.Create(KnownTypes.EndpointSlices, "default", JsonNode.Parse("""
            {"metadata":{"name":"cache-1","labels":{"kubernetes.io/service-name":"cache"}},"addressType":"IPv4","endpoints":[
              {"addresses":["10.244.1.2"],"hostname":"cache-0","conditions":{"ready":true}},
              {"addresses":["10.244.2.2"],"hostname":"cache-1","conditions":{"ready":false}}]}
            """)!.AsObject());

        Find("cache.default.svc.cluster.local").Addresses.ShouldBe(["10.244.1.2"]);
        Find("cache-0.cache.default.svc.cluster.local").Addresses.ShouldBe(["10.244.1.2"]);
        Find("cache-1.cache.default.svc.cluster.local").ShouldBe(DnsAnswer.Unknown);
    }

    [Fact]
    public void A_name_without_addresses_of_the_asked_kind_is_there_all_the_same()
    {
        Service("cache", """{"ports":[{"port":6379}]}""");
        const ushort IPv6 = 28;

        var answer = Ask("CACHE.default.svc.cluster.local", IPv6);

        (answer[3] & 15).ShouldBe(0);
        answer[7].ShouldBe((byte)0);
        (Ask("nothere.default.svc.cluster.local", IPv6)[3] & 15).ShouldBe(3);
    }

    [Fact]
    public void What_is_no_question_is_not_answered()
    {
        DnsQuestion.Read(new byte[3]).ShouldBeNull();
        DnsQuestion.Read(new byte[] { 0, 1, 0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1 }).ShouldBeNull();
        DnsQuestion.Read(new byte[] { 0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 60, 65 }).ShouldBeNull();
    }

    private byte[] Ask(string name, ushort type)
    {
        byte[] message = [0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. name.Split('.').SelectMany(label => Encoding.ASCII.GetBytes(label).Prepend((byte)label.Length)), 0, 0, (byte)type, 0, 1];
        var question = DnsQuestion.Read(message).ShouldNotBeNull();
        question.Id.ShouldBe((ushort)7);
        return Find(question.Name).ToBytes(question);
    }

    private DnsAnswer Find(string name) => new DnsRecords(_registry).Find(name);

    private JsonObject Service(string name, string spec) =>
        _registry.Create(KnownTypes.Services, "default", JsonNode.Parse($$$"""{"metadata":{"name":"{{{name}}}"},"spec":{{{spec}}}}""")!.AsObject());
}
