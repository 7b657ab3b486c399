using System.Net;

namespace RedisOperator.Vip.Tests.Watching;

public sealed class SentinelOriginsTests
{
    private readonly SentinelOrigins _origins = new();

    [Fact]
    public void Who_is_named_as_Sentinel_names_its_connections_is_remembered_by_where_it_comes_from()
    {
        _origins.Note(
            "id=4 addr=172.16.1.11:39112 laddr=172.16.1.10:6379 fd=9 name=sentinel-8a7f1b2c-pubsub age=90 db=0\n" +
            "id=5 addr=[fd00:16::12]:39113 laddr=[fd00:16::10]:6379 fd=10 name=sentinel-0b0b0b0b-pubsub age=90 db=0\n" +
            "id=6 addr=172.16.1.99:5000 laddr=172.16.1.10:6379 fd=11 name=worker age=1 db=0\n" +
            "id=7 addr=172.16.1.98:5000 laddr=172.16.1.10:6379 fd=12 name= age=1 db=0\n");

        Addresses.ShouldBe(["172.16.1.11", "fd00:16::12"]);
    }

    [Fact]
    public void One_that_is_not_connected_now_is_remembered_until_many_others_have_come()
    {
        _origins.Note(Client("172.16.1.11"));
        _origins.Note("");
        Addresses.ShouldBe(["172.16.1.11"]);

        for (var number = 1; number <= 20; number++)
        {
            _origins.Note(Client($"172.16.2.{number}"));
        }

        Addresses.Length.ShouldBe(16);
        Addresses[0].ShouldBe("172.16.2.20");
        Addresses.ShouldNotContain("172.16.1.11");
    }

    [Fact]
    public void An_answer_that_is_not_understood_changes_nothing()
    {
        _origins.Note("id=1 addr=/run/redis.sock:0 name=sentinel-8a7f1b2c-pubsub\nid=2 name=sentinel-8a7f1b2c-pubsub\n\n");

        _origins.Seen.ShouldBeEmpty();
    }

    private string[] Addresses => [.. _origins.Seen.Select(address => address.ToString())];

    private static string Client(string address) => $"id=4 addr={new IPEndPoint(IPAddress.Parse(address), 39112)} fd=9 name=sentinel-8a7f1b2c-pubsub age=90\n";
}
