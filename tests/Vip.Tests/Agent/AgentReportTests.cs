using System.Text;
using System.Text.Json;

namespace RedisOperator.Vip.Tests.Agent;

public sealed class AgentReportTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 16, 10, 43, TimeSpan.Zero);

    private static readonly AgentReport Report =
        new(812, At, "172.16.1.50/24", "ens192", true, "Hold", "NamedByMajority", "this redis says master", null, At, 1, "mymaster", Stopping: true);

    [Fact]
    public void Its_names_are_what_others_read_by() =>
        JsonDocument.Parse(Report.ToJson()).RootElement.EnumerateObject().Select(field => field.Name).ShouldBe(
            ["processId", "at", "vip", "interface", "holds", "verdict", "reason", "message", "obstacle", "since", "moves", "masterName", "stopping"]);

    [Fact]
    public void What_was_written_can_be_read() => AgentReport.Parse(Encoding.UTF8.GetBytes(Report.ToJson())).ShouldBe(Report);

    [Fact]
    public void One_that_knows_more_or_does_not_name_its_group_yet_can_be_read()
    {
        const string Other = """{"processId":1,"at":"2026-11-22T16:10:43Z","vip":"172.16.1.50/24","interface":"ens192","holds":false,"verdict":"Drop","reason":"NotMaster","message":"","obstacle":null,"since":"2026-11-22T16:10:43Z","moves":0,"more":1}""";

        AgentReport.Parse(Encoding.UTF8.GetBytes(Other))!.ShouldSatisfyAllConditions(
            report => report.Verdict.ShouldBe("Drop"), report => report.MasterName.ShouldBeNull(), report => report.Stopping.ShouldBeFalse());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("the first check is not done yet\n")]
    public void What_is_no_report_is_none(string text) => AgentReport.Parse(Encoding.UTF8.GetBytes(text)).ShouldBeNull();
}
