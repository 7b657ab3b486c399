using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace k8s;

/// <summary>Counts and times the requests of all clients of the process, each try of each.</summary>
public static class ClientMetrics
{
    public const string MeterName = "k8s.Client";
    public const string RequestsName = "api_requests";
    public const string DurationName = "api_request_duration";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Requests = Meter.CreateCounter<long>(RequestsName, description: "Requests, by verb, resource and status code; none when there was no answer.");
    private static readonly Histogram<double> Seconds = Meter.CreateHistogram<double>(DurationName, "s", "From a request to the first line of its answer.");

    internal static void Answered(ApiVerb request, int? code, TimeSpan took)
    {
        if (Requests.Enabled)
        {
            var answer = code?.ToString(CultureInfo.InvariantCulture) ?? "none";
            Requests.Add(1, new TagList { { "verb", request.Verb }, { "resource", request.Resource }, { "code", answer } });
            Seconds.Record(took.TotalSeconds, new TagList { { "verb", request.Verb } });
        }
    }
}
