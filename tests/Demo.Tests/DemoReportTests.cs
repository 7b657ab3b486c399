using System.Text.Json.Nodes;

namespace RedisOperator.Demo.Tests;

public sealed class DemoReportTests
{
    [Fact]
    public void The_file_has_the_promised_fields_and_no_others()
    {
        var json = JsonNode.Parse(new DemoReport(4200, [Samples.Fault()]).ToJson())!.AsObject();

        json.Select(field => field.Key).ShouldBe(["groupReadyMs", "faults"]);
        json["faults"]![0]!.AsObject().Select(field => field.Key).ShouldBe(
            ["kind", "from", "to", "detectMs", "promoteMs", "routeMs", "firstWriteMs", "acknowledged", "lost", "acknowledgedPlain", "lostPlain"]);
        json["faults"]![0]!["acknowledged"]!.GetValue<int>().ShouldBe(900, "acknowledged speaks of the writes with WAIT 1");
    }

    [Fact]
    public void A_lost_plain_write_is_allowed() => new DemoReport(1, [Samples.Fault()]).Broken().ShouldBeEmpty();

    [Fact]
    public void A_lost_write_that_wait_had_confirmed_is_not() =>
        new DemoReport(1, [Samples.Fault(lost: 2)]).Broken().ShouldHaveSingleItem().ShouldContain("2 of 900");

    [Fact]
    public void A_master_that_did_not_change_shows_nothing() =>
        new DemoReport(1, [Samples.Fault(to: "cache-0")]).Broken().ShouldHaveSingleItem().ShouldContain("cache-0 is master still");
}
