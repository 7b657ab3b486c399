using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using RedisOperator.Operator.Diagnostics;
using RedisOperator.Operator.Diagnostics.Metrics;

namespace RedisOperator.Operator.Tests.Diagnostics;

public sealed class HealthServerTests : IAsyncLifetime
{
    private static readonly HttpClient Http = new();
    private readonly WebApplication _server;
    private bool _ready;

    public HealthServerTests() => _server = HealthServer.Create(0, () => _ready, () =>
    {
        var page = new MetricsPage();
        page.Set(MetricFamilies.Leader, 1);
        return page;
    });

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _server.StartAsync(Now);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Ready_only_when_the_stores_are_filled()
    {
        (await GetAsync("healthz")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await GetAsync("readyz")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        _ready = true;
        (await GetAsync("readyz")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Metrics_come_as_the_format_that_Prometheus_asks_for()
    {
        var answer = await GetAsync("metrics");

        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        (await answer.Content.ReadAsStringAsync(Now)).ShouldEndWith("redis_operator_leader 1\n");
    }

    [Fact]
    public async Task Another_path_is_told_which_there_are()
    {
        var answer = await GetAsync("metric");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync(Now)).ShouldContain("/metrics");
    }

    private Task<HttpResponseMessage> GetAsync(string path)
    {
        var address = _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return Http.GetAsync(new Uri(address.Replace("[::]", "127.0.0.1", StringComparison.Ordinal) + "/" + path), Now);
    }
}
