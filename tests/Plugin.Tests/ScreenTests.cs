using System.Text.Json.Nodes;
using RedisOperator.Entities;
using RedisOperator.Entities.Inspection;
using RedisOperator.Plugin.Screens;

namespace RedisOperator.Plugin.Tests;

/// <summary>What people see, letter by letter. With UPDATE_GOLDEN=1 the files are written anew, and the change is seen in the diff.</summary>
public sealed class ScreenTests
{
    [Fact]
    public void Status() => Golden.ShouldMatch("status.txt", StatusScreen.Render(Samples.View()));

    [Fact]
    public void Status_without_an_operator_to_ask_says_what_is_missing() => Golden.ShouldMatch("status-fallback.txt", StatusScreen.Render(Samples.Fallback()));

    [Fact]
    public void Status_of_a_paused_group_with_an_open_request()
    {
        var view = Samples.View(Samples.Switchover);
        view.Group.Spec.PausedUntil = "2026-11-22T12:35:00Z";
        view.Group.Metadata.Annotations = new Dictionary<string, string> { [Annotations.Switchover] = "any" };

        Golden.ShouldMatch("status-paused.txt", StatusScreen.Render(view));
    }

    [Fact]
    public void Status_of_a_group_that_no_operator_has_seen()
    {
        var view = Samples.Fallback() with { Pods = [] };
        view.Group.Status = new RedisReplicationGroupStatus();

        Golden.ShouldMatch("status-new.txt", StatusScreen.Render(view));
    }

    [Fact]
    public void Why() => Golden.ShouldMatch("why.txt", WhyScreen.Render(Samples.View()));

    [Fact]
    public void Why_without_an_operator_to_ask() => Golden.ShouldMatch("why-fallback.txt", WhyScreen.Render(Samples.Fallback()));

    [Fact]
    public void A_switchover_moment_by_moment() => Golden.ShouldMatch("switchover.txt", SwitchTimeline.Render(Samples.Switchover, Samples.Now));

    [Fact]
    public void A_refused_switchover_says_who_stays_master_and_why() => Golden.ShouldMatch("refused.txt", SwitchTimeline.Render(Samples.Refused, Samples.Now));

    [Fact]
    public void A_switch_that_still_runs() =>
        Golden.ShouldMatch("running.txt", SwitchTimeline.Render(Samples.Switchover with { Outcome = null, CompletedAt = null, To = null, PausedMs = null, RouteMs = null, TotalMs = null, LostBytes = null }, Samples.Now));

    [Fact]
    public void Only_a_completed_switchover_is_what_was_asked_for()
    {
        Samples.Switchover.Succeeded().ShouldBeTrue();
        Samples.Refused.Succeeded().ShouldBeFalse();
        Samples.Failover.Succeeded().ShouldBeFalse();
    }

    [Fact]
    public void Json_carries_the_status_of_the_resource_and_what_the_operator_sees()
    {
        var document = JsonNode.Parse(StatusDocument.Write(Samples.View()))!;

        document["group"]!.GetValue<string>().ShouldBe("shop/cache");
        document["status"]!["master"]!["pod"]!.GetValue<string>().ShouldBe("cache-1");
        document["inspection"]!["pods"]![0]!["lagBytes"]!.GetValue<long>().ShouldBe(56);
        document["inspection"]!["decisions"]![2]!["count"]!.GetValue<int>().ShouldBe(149);
        document["missing"].ShouldBeNull();
    }

    [Fact]
    public void Json_says_what_is_missing()
    {
        var document = JsonNode.Parse(StatusDocument.Write(Samples.Fallback()))!;

        document["inspection"].ShouldBeNull();
        document["missing"]!.GetValue<string>().ShouldBe("no operator leads at the moment");
    }

    [Fact]
    public void An_inspection_survives_being_written_and_read()
    {
        var answer = new InspectAnswer { Operator = "a", Group = Samples.Inspection() };

        InspectionJson.Write(InspectionJson.Read(InspectionJson.Write(answer))).ShouldBe(InspectionJson.Write(answer));
    }

    [Theory]
    [InlineData(-5, "0s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(312, "5m12s")]
    [InlineData(3600, "60m")]
    [InlineData(3 * 3600, "3h")]
    [InlineData(47 * 3600, "47h")]
    [InlineData(72 * 3600, "3d")]
    public void Ages_are_shown_as_kubectl_shows_them(int seconds, string text) => Ages.Text(TimeSpan.FromSeconds(seconds)).ShouldBe(text);
}
