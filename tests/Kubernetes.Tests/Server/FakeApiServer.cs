using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace k8s.Tests.Server;

/// <summary>
/// An API server that behaves badly when told to. It can be stopped and started again on its port; the cluster behind it stays.
/// </summary>
internal sealed class FakeApiServer(FakeCluster cluster, TestCertificates? tls = null, X509Certificate2? clientAuthority = null) : IAsyncDisposable
{
    private readonly List<OpenWatch> _watches = [];
    private readonly List<string> _requests = [];
    private readonly Lock _gate = new();
    private WebApplication? _app;
    private int _port;

    public FakeCluster Cluster => cluster;

    /// <summary>May answer a request itself; false leaves it to the server.</summary>
    public Func<HttpContext, Task<bool>>? Intercept { get; set; }

    /// <summary>While true, watches stay open and bring nothing, as behind a firewall that forgot the connection.</summary>
    public bool WatchesAreMute { get; set; }

    public TimeSpan? BookmarkEvery { get; set; }

    public string Address => $"{(tls is null ? "http" : "https")}://127.0.0.1:{_port}";

    /// <summary>"GET /api/v1/pods?watch=true", in the order they came.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    public int OpenWatches
    {
        get
        {
            lock (_gate)
            {
                return _watches.Count;
            }
        }
    }

    public static async Task<FakeApiServer> StartNewAsync(FakeCluster? cluster = null, TestCertificates? tls = null, X509Certificate2? clientAuthority = null)
    {
        var server = new FakeApiServer(cluster ?? new FakeCluster(), tls, clientAuthority);
        await server.StartAsync();
        return server;
    }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, _port, listen =>
        {
            if (tls is not null)
            {
                listen.UseHttps(https =>
                {
                    https.ServerCertificateSelector = (_, _) => tls.Server;
                    https.ClientCertificateMode = clientAuthority is null ? ClientCertificateMode.NoCertificate : ClientCertificateMode.RequireCertificate;
                    https.ClientCertificateValidation = (certificate, _, _) => certificate.Issuer == clientAuthority?.Subject;
                });
            }
        }));
        _app = builder.Build();
        _app.Run(HandleAsync);
        await _app.StartAsync();
        _port = new Uri(_app.Urls.First()).Port;
    }

    /// <summary>Cuts every connection and listens no more.</summary>
    public async Task StopAsync()
    {
        CutWatches();
        if (_app is { } app)
        {
            _app = null;
            using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
            await app.StopAsync(now.Token);
            await app.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>Resets the connection of every watch.</summary>
    public void CutWatches() => ForEach(watch => watch.Cut());

    /// <summary>Ends every watch in good order, as at its timeoutSeconds.</summary>
    public void EndWatches() => ForEach(watch => watch.End());

    /// <summary>Writes this text into every watch, whatever it is.</summary>
    public void SendToWatches(string text) => ForEach(watch => watch.Send(text));

    private void ForEach(Action<OpenWatch> act)
    {
        lock (_gate)
        {
            foreach (var watch in _watches.ToList().Where(_watches.Contains))
            {
                act(watch);
            }
        }
    }

    private async Task HandleAsync(HttpContext context)
    {
        lock (_gate)
        {
            _requests.Add($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        }

        if (Intercept is { } intercept && await intercept(context))
        {
            return;
        }

        if (context.Request.Query["watch"] == "true")
        {
            await WatchAsync(context);
        }
        else
        {
            await new FakeApiRequest(cluster, context).AnswerAsync();
        }
    }

    private async Task WatchAsync(HttpContext context)
    {
        await using var watch = new OpenWatch(this, context);
        lock (_gate)
        {
            _watches.Add(watch);
        }

        try
        {
            await watch.RunAsync();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client or the test ended it.
        }
        finally
        {
            lock (_gate)
            {
                _watches.Remove(watch);
            }
        }
    }
}
