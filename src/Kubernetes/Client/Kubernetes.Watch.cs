using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using k8s.Models;

namespace k8s;

public sealed partial class Kubernetes
{
    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(string? ns, ListOptions options, [EnumeratorCancellation] CancellationToken ct)
        where T : IKubernetesObject<V1ObjectMeta>
    {
        ArgumentNullException.ThrowIfNull(options);
        var info = InfoOf<T>();
        var query = new QueryString();
        options.AddTo(query);
        query.Add("watch", "true");
        var request = new ApiRequest(HttpMethod.Get, ResourceAddress<T>.Collection(ns) + query, "WATCH " + ResourceAddress<T>.Describe(ns, null), Verb<T>("watch"));

        using var response = await OpenWatchAsync(request, ct).ConfigureAwait(false);
        await using var lines = new WatchLines(await response.Content.ReadAsStreamAsync(ct).ConfigureAwait(false));
        while (await NextEventAsync(lines, info, request.Operation, ct).ConfigureAwait(false) is { } next)
        {
            yield return next;
        }
    }

    private async Task<HttpResponseMessage> OpenWatchAsync(ApiRequest request, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(_options.RequestTimeout, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            var response = await SendAuthorizedAsync(request, either.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                var body = await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false);
                throw new KubernetesException(request.Operation, ErrorStatus.From((int)response.StatusCode, body), RetryAfter(response));
            }
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new KubernetesException(request.Operation, KubernetesException.TimedOut, new TimeoutException($"no answer within {_options.RequestTimeout.TotalSeconds} s", e));
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

    private static async ValueTask<WatchEvent<T>?> NextEventAsync<T>(WatchLines lines, JsonTypeInfo<T> info, string operation, CancellationToken ct)
        where T : IKubernetesObject<V1ObjectMeta>
    {
        try
        {
            while (await lines.NextAsync(ct).ConfigureAwait(false) is { } line)
            {
                if (!line.IsEmpty)
                {
                    return WatchLine.Parse(line, info, operation);
                }
            }

            return null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
        {
            throw new KubernetesException(operation, KubernetesException.Unreachable, e);
        }
    }
}
