using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace RedisOperator.Vip.Tests.Agent;

public sealed class StatusServerTests
{
    private static readonly HttpClient Http = new();

    private AgentReport? _report;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_what_the_agent_thinks_and_whether_it_still_does()
    {
        var port = FreePort();
        await using var server = await StatusServer.StartAsync(port, () => _report, TimeProvider.System, Now);
        (await GetAsync(port, "/healthz")).ShouldBe((HttpStatusCode.ServiceUnavailable, "the first check is not done yet\n"));
        (await GetAsync(port, "/status")).Code.ShouldBe(HttpStatusCode.ServiceUnavailable);

        _report = Report(TimeProvider.System.GetUtcNow());
        (await GetAsync(port, "/healthz")).ShouldBe((HttpStatusCode.OK, "ok\n"));
        var status = JsonDocument.Parse((await GetAsync(port, "/status")).Text).RootElement;
        status.GetProperty("holds").GetBoolean().ShouldBeTrue();
        status.GetProperty("reason").GetString().ShouldBe("NamedByMajority");

        _report = Report(TimeProvider.System.GetUtcNow().AddMinutes(-1));
        (await GetAsync(port, "/healthz")).Code.ShouldBe(HttpStatusCode.ServiceUnavailable, "it hangs");
        (await GetAsync(port, "/")).Code.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_refused_by_its_number()
    {
        using var other = new TcpListener(IPAddress.IPv6Any, 0) { Server = { DualMode = true } };
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        (await Should.ThrowAsync<VipRefusedException>(() => StatusServer.StartAsync(port, () => null, TimeProvider.System, Now))).Message.ShouldStartWith($"--status-port {port} cannot be listened on: ");
    }

    private static AgentReport Report(DateTimeOffset at) =>
        new(812, at, "172.16.1.50/24", "ens192", true, "Hold", "NamedByMajority", "this redis says master, and 3 of 3 sentinels name 172.16.1.10:6379", null, at, 1);

    private static async Task<(HttpStatusCode Code, string Text)> GetAsync(int port, string path)
    {
        using var answer = await Http.GetAsync(new Uri($"http://127.0.0.1:{port}{path}"), Now);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Now));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
