using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Polly.Timeout;

namespace k8s;

/// <summary>The API server over HTTP. Thread safe; one is enough for a process.</summary>
public sealed partial class Kubernetes : IKubernetes, IDisposable
{
    private readonly Uri _server;
    private readonly KubernetesClientOptions _options;
    private readonly JsonSerializerOptions _json;
    private readonly Credentials _credentials;
    private readonly HttpMessageInvoker _http;
    private readonly ApiPipelines _pipelines;
    private readonly ILogger _log;

    public Kubernetes(KubernetesClientConfiguration config, KubernetesClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        _options = options ?? new KubernetesClientOptions();
        _options.Validate();
        _server = ServerAddress(config.Host);
        _json = _options.Json ?? KubernetesJson.Options();
        _credentials = Credentials.From(config, _options.Time, _options.RereadFilesAfter);
        _http = new HttpMessageInvoker(ServerConnection.Handler(config, _options, _credentials));
        _pipelines = new ApiPipelines(_options);
        _log = _options.Logging.CreateLogger("k8s.Kubernetes");
    }

    public void Dispose()
    {
        _http.Dispose();
        _credentials.Dispose();
    }

    private static Uri ServerAddress(string host)
    {
        var withScheme = host.Contains("://", StringComparison.Ordinal) ? host : "https://" + host;
        return Uri.TryCreate(withScheme.TrimEnd('/') + "/", UriKind.Absolute, out var server)
            ? server
            : throw new KubeConfigException($"not an address of an API server: {host}");
    }

    private JsonTypeInfo<T> InfoOf<T>() => (JsonTypeInfo<T>)_json.GetTypeInfo(typeof(T));

    /// <summary>Sends until there is an answer worth giving back; a failed one is thrown.</summary>
    private async Task<byte[]> SendAsync(ApiRequest request, CancellationToken ct)
    {
        var pipeline = request.Method == HttpMethod.Get ? _pipelines.Read : _pipelines.Write;
        try
        {
            var answer = await pipeline.ExecuteAsync(static (state, token) => state.Self.TryAsync(state.Request, token), (Self: this, Request: request), ct).ConfigureAwait(false);
            return answer.IsSuccess
                ? answer.Body
                : throw new KubernetesException(request.Operation, ErrorStatus.From(answer.Code, answer.Body), answer.RetryAfter);
        }
        catch (TimeoutRejectedException e)
        {
            throw new KubernetesException(request.Operation, KubernetesException.TimedOut, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new KubernetesException(request.Operation, KubernetesException.Unreachable, e);
        }
        catch (KubeConfigException e)
        {
            throw new KubernetesException(request.Operation, KubernetesException.NoCredentials, e);
        }
    }

    private async ValueTask<ApiAnswer> TryAsync(ApiRequest request, CancellationToken ct)
    {
        using var response = await SendAuthorizedAsync(request, ct).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(ct).ConfigureAwait(false);
        LogAnswered(request.Operation, (int)response.StatusCode);
        return new ApiAnswer((int)response.StatusCode, body, RetryAfter(response));
    }

    /// <summary>Sends with credentials; if they are refused and may have been renewed, once more with the new ones.</summary>
    private async Task<HttpResponseMessage> SendAuthorizedAsync(ApiRequest request, CancellationToken ct)
    {
        var response = await SendOnceAsync(request, ct).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !_credentials.Refused())
        {
            return response;
        }

        response.Dispose();
        return await SendOnceAsync(request, ct).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> SendOnceAsync(ApiRequest request, CancellationToken ct)
    {
        using var message = request.ToMessage(_server, await _credentials.HeaderAsync(ct).ConfigureAwait(false));
        message.Headers.UserAgent.ParseAdd(_options.UserAgent);
        var began = _options.Time.GetTimestamp();
        int? code = null;
        try
        {
            var response = await _http.SendAsync(message, ct).ConfigureAwait(false);
            code = (int)response.StatusCode;
            return response;
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            // That is how SocketsHttpHandler says that its ConnectTimeout passed.
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"no connection to {_server.Authority} within {_options.ConnectTimeout.TotalSeconds} s", e);
        }
        finally
        {
            ClientMetrics.Answered(request.Verb, code, _options.Time.GetElapsedTime(began));
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > _options.Time.GetUtcNow() => date - _options.Time.GetUtcNow(),
        _ => null,
    };
}
