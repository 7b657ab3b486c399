using System.Net.Sockets;
using System.Text;
using k8s;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RedisOperator.Entities.Inspection;
using RedisOperator.Operator.Diagnostics.Inspect;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Resources;
using RedisOperator.Operator.Tests.Groups;

namespace RedisOperator.Operator.Tests.Diagnostics;

/// <summary>Question and answer over loopback, as <c>redis-operator inspect</c> has them.</summary>
public sealed class InspectServerTests : IAsyncLifetime
{
    private const string Secret = "do-not-tell-anybody";
    private static readonly NamespacedName Cache = new("shop", "cache");

    private readonly GroupJournals _journals = new();
    private InspectServer _server = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _server = Start(0);
        var observation = new World()
            .Redis(World.Master(offset: 5000), World.Replica(0, offset: 4200, linked: true), World.Silent())
            .Sentinels(World.Names(0, epoch: 3), World.Names(0, epoch: 3, unreached: 2), World.NoAnswer())
            .RoutedTo(0, epoch: 3)
            .Objects(OwnedObjects.None with { Passwords = new GroupPasswords(Secret, Secret, null, null) })
            .Observe();
        _journals.Observed(Cache, observation);
        _journals.Decided(Cache, new World().Decide(), World.Now, leads: true);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_group_is_told_as_it_was_last_seen()
    {
        var (code, output, _) = await InspectAsync("shop/cache", json: true);

        code.ShouldBe(0);
        var answer = InspectionJson.Read(output);
        answer.Operator.ShouldBe("operator-0");
        var group = answer.Group.ShouldNotBeNull();
        group.Leads.ShouldBeTrue();
        group.ObservedAt.ShouldBe(World.Now);
        group.Vip.LeadsTo.ShouldBe("cache-0");
        group.Pods.Select(pod => (pod.Name, pod.State, pod.Follows, pod.LagBytes)).ShouldBe(
            [("cache-0", RedisState.Master, null, null), ("cache-1", RedisState.Replica, "cache-0", 800), ("cache-2", RedisState.Silent, null, null)]);
        group.Sentinels.Select(one => (one.State, one.Master, one.Epoch)).ShouldBe(
            [(SentinelState.Monitors, "cache-0", 3L), (SentinelState.Monitors, "cache-0", 3L), (SentinelState.Silent, null, null)]);
        group.Sentinels[1].Unreached.ShouldBe(["cache-2"]);
        group.Decisions.ShouldHaveSingleItem().First.ShouldBe(World.Now);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_password_is_in_it(bool json)
    {
        _journals.Of(Cache)!.Last!.Objects.Password.ShouldBe(Secret, "otherwise this test would hold for nothing");

        (await InspectAsync("shop/cache", json)).Output.ShouldNotContain(Secret);
    }

    [Fact]
    public async Task Without_a_name_all_groups_are_listed()
    {
        var (code, output, _) = await InspectAsync(null, json: false);

        code.ShouldBe(0);
        output.ShouldStartWith("NAMESPACE  GROUP");
        output.ShouldContain("shop       cache");
    }

    [Theory]
    [InlineData("shop/other", "operator-0 has seen no group shop/other")]
    [InlineData("cache", "'cache' is no group: write NAMESPACE/GROUP")]
    public async Task What_it_does_not_know_it_says(string question, string expected)
    {
        var (code, output, error) = await InspectAsync(question, json: false);

        code.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldStartWith(expected);
    }

    [Fact]
    public async Task Where_no_operator_listens_the_command_says_where_to_run_it()
    {
        var port = _server.Port;
        await _server.DisposeAsync();
        _server = Start(0);
        using var output = new StringWriter();
        using var error = new StringWriter();

        (await InspectCommand.RunAsync("shop/cache", false, port == _server.Port ? port + 1 : port, output, error, Now)).ShouldBe(1);

        error.ToString().ShouldContain("kubectl exec");
    }

    [Fact]
    public async Task One_that_asks_nothing_and_one_that_goes_hold_nobody_up_for_long()
    {
        using var silent = new TcpClient();
        await silent.ConnectAsync("127.0.0.1", _server.Port, Now);
        using (var gone = new TcpClient())
        {
            await gone.ConnectAsync("127.0.0.1", _server.Port, Now);
            await gone.GetStream().WriteAsync(Encoding.UTF8.GetBytes("shop/ca"), Now);
        }
        silent.Close();

        (await InspectAsync("shop/cache", json: true)).Code.ShouldBe(0);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_logged_and_stops_nothing()
    {
        var log = new Lines();
        await using (InspectServer.Start(_server.Port, _journals, "operator-1", TimeProvider.System, log))
        {
            log.Text.ShouldContain($"127.0.0.1:{_server.Port} cannot be listened on");
        }
    }

    private InspectServer Start(int port) => InspectServer.Start(port, _journals, "operator-0", TimeProvider.System, NullLogger<InspectServer>.Instance);

    private async Task<(int Code, string Output, string Error)> InspectAsync(string? group, bool json)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (await InspectCommand.RunAsync(group, json, _server.Port, output, error, Now), output.ToString(), error.ToString());
    }

    private sealed class Lines : ILogger<InspectServer>
    {
        private readonly StringBuilder _text = new();

        public string Text => _text.ToString();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _text.AppendLine(formatter(state, exception));
    }
}
