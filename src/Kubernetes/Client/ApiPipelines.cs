using System.Net;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace k8s;

/// <summary>
/// What is tried again. Reading always may be. A write only if it cannot have happened: there was no connection, or the server said "later"
/// (429, or 5xx with Retry-After), which it does before it acts.
/// </summary>
internal sealed class ApiPipelines
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(2);

    public ApiPipelines(KubernetesClientOptions options)
    {
        var gate = new Lock();
        double Jitter()
        {
            lock (gate)
            {
                return options.Jitter.NextDouble();
            }
        }

        Read = Build(options, Jitter, MayReadAgain);
        Write = Build(options, Jitter, MayWriteAgain);
    }

    public ResiliencePipeline<ApiAnswer> Read { get; }

    public ResiliencePipeline<ApiAnswer> Write { get; }

    private static ResiliencePipeline<ApiAnswer> Build(KubernetesClientOptions options, Func<double> jitter, Func<Outcome<ApiAnswer>, bool> again)
    {
        var builder = new ResiliencePipelineBuilder<ApiAnswer> { TimeProvider = options.Time };
        builder.AddTimeout(options.TotalTimeout);
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<ApiAnswer>
            {
                MaxRetryAttempts = options.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = options.RetryDelay,
                MaxDelay = LongestRest,
                UseJitter = true,
                Randomizer = jitter,
                ShouldHandle = args => ValueTask.FromResult(again(args.Outcome)),
                // Null: the exponential rest.
                DelayGenerator = args => ValueTask.FromResult(args.Outcome.Result?.RetryAfter),
            });
        }

        return builder.AddTimeout(options.RequestTimeout).Build();
    }

    private static bool MayReadAgain(Outcome<ApiAnswer> outcome) =>
        outcome.Exception is HttpRequestException or IOException or TimeoutRejectedException
        || outcome.Result is { Code: (int)HttpStatusCode.TooManyRequests or >= 500 };

    private static bool MayWriteAgain(Outcome<ApiAnswer> outcome) =>
        outcome.Exception is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
        }
        || outcome.Result is { Code: (int)HttpStatusCode.TooManyRequests }
        || outcome.Result is { Code: >= 500, RetryAfter: not null };
}
