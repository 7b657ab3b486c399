using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace RedisOperator.Vip;

/// <summary>What the agent thinks, for those who cannot read its file. /healthz: it still checks. /status: its last report, as JSON.</summary>
internal static class StatusServer
{
    /// <summary>Begins to listen.</summary>
    /// <exception cref="VipRefusedException">Somebody else listens there.</exception>
    public static async Task<WebApplication> StartAsync(int port, Func<AgentReport?> last, TimeProvider time, CancellationToken ct)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenAnyIP(port));
        var app = builder.Build();
        app.Run(context => AnswerAsync(context, last(), time.GetUtcNow()));
        try
        {
            await app.StartAsync(ct);
            return app;
        }
        catch (IOException e)
        {
            await app.DisposeAsync();
            throw new VipRefusedException($"--{SettingNames.StatusPort} {port} cannot be listened on: {e.Message}", e);
        }
    }

    private static Task AnswerAsync(HttpContext context, AgentReport? report, DateTimeOffset now)
    {
        var (code, type, text) = context.Request.Path.Value switch
        {
            "/status" when report is not null => (StatusCodes.Status200OK, "application/json", report.ToJson()),
            "/healthz" or "/status" when report is null => (StatusCodes.Status503ServiceUnavailable, "text/plain", "the first check is not done yet\n"),
            "/healthz" when report!.IsFresh(now) => (StatusCodes.Status200OK, "text/plain", "ok\n"),
            "/healthz" => (StatusCodes.Status503ServiceUnavailable, "text/plain", $"the last check was at {report!.At:HH:mm:ss}Z\n"),
            _ => (StatusCodes.Status404NotFound, "text/plain", "not found: try /healthz or /status\n"),
        };
        context.Response.StatusCode = code;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
