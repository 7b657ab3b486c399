using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using RedisOperator.Operator.Diagnostics.Metrics;

namespace RedisOperator.Operator.Diagnostics;

/// <summary>/healthz: the process runs (its end is what tells of a dead loop). /readyz: its stores have had their first list. /metrics: Prometheus' text format.</summary>
public static class HealthServer
{
    public static WebApplication Create(int port, Func<bool> isReady, Func<MetricsPage> scrape)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenAnyIP(port));
        var app = builder.Build();
        app.Run(context => AnswerAsync(context, isReady, scrape));
        return app;
    }

    private static Task AnswerAsync(HttpContext context, Func<bool> isReady, Func<MetricsPage> scrape)
    {
        if (context.Request.Path.Value == "/metrics")
        {
            context.Response.ContentType = PrometheusText.ContentType;
            return scrape().WriteAsync(context.Response.BodyWriter, context.RequestAborted);
        }
        var (code, text) = context.Request.Path.Value switch
        {
            "/healthz" => (StatusCodes.Status200OK, "ok\n"),
            "/readyz" when isReady() => (StatusCodes.Status200OK, "ok\n"),
            "/readyz" => (StatusCodes.Status503ServiceUnavailable, "the stores are still being filled\n"),
            _ => (StatusCodes.Status404NotFound, "not found: try /healthz, /readyz or /metrics\n"),
        };
        context.Response.StatusCode = code;
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
