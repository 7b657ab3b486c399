using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace k8s.Informers;

/// <summary>Counts what the informers of the process have to do over again.</summary>
public static class InformerMetrics
{
    public const string MeterName = "k8s.Informers";
    public const string RestartsName = "watch_restarts";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Restarts = Meter.CreateCounter<long>(RestartsName, description: "Watches that were lost, so that the collection was listed again.");

    internal static void Lost(string resource) => Restarts.Add(1, new TagList { { "resource", resource } });
}
