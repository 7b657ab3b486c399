using k8s;
using k8s.Models;
using RedisOperator.Entities;

namespace RedisOperator.Plugin.Cluster;

/// <summary>The lines about one group in the logs of all operator pods.</summary>
internal sealed class OperatorLogs(ClusterAccess cluster, string group, string? since)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>In the order of time.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(CancellationToken ct)
    {
        var pods = await PodsAsync(ct);
        var results = await Task.WhenAll(pods.Select(pod => cluster.Kubectl.RunAsync(Patience, Arguments(pod, follow: false), ct)));
        if (results.FirstOrDefault(result => result.Code != 0) is { } failed)
        {
            throw new PluginException(failed.Error);
        }

        var lines = pods.Zip(results).SelectMany(one => one.Second.Output.Split('\n').Where(line => IsAbout(line, group)).Select(line => (Pod: one.First, Line: line)));
        // Each line begins with its time; the sort keeps the order of lines of the same moment.
        return [.. lines.OrderBy(one => Time(one.Line), StringComparer.Ordinal).Select(one => Shown(one.Pod, one.Line))];
    }

    /// <summary>What is there, and then what comes, until the pods end or the user does.</summary>
    public async Task FollowAsync(TextWriter output, CancellationToken ct)
    {
        var gate = new Lock();
        var pods = await PodsAsync(ct);
        var results = await Task.WhenAll(pods.Select(pod => cluster.Kubectl.StreamAsync(Arguments(pod, follow: true), line => Say(pod, line), ct)));
        if (results.FirstOrDefault(result => result.Code != 0) is { } failed)
        {
            throw new PluginException(failed.Error);
        }

        void Say(string pod, string line)
        {
            if (IsAbout(line, group))
            {
                lock (gate)
                {
                    output.WriteLine(Shown(pod, line));
                    output.Flush();
                }
            }
        }
    }

    /// <summary>Whether the line names the group: shop/cache and not shop/cache-2 or eshop/cache.</summary>
    internal static bool IsAbout(string line, string group)
    {
        for (var at = line.IndexOf(group, StringComparison.Ordinal); at >= 0; at = line.IndexOf(group, at + 1, StringComparison.Ordinal))
        {
            var end = at + group.Length;
            if ((at == 0 || !IsOfName(line[at - 1])) && (end == line.Length || !IsOfName(line[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfName(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '/';

    private static string Time(string line) => line.Split(' ', 2)[0];

    private static string Shown(string pod, string line) => $"{pod}  {line}";

    private string[] Arguments(string pod, bool follow) =>
        ["logs", "-n", cluster.OperatorNamespace, pod, .. follow ? new[] { "--follow" } : [], .. since is null ? [] : new[] { $"--since={since}" }];

    private async Task<IReadOnlyList<string>> PodsAsync(CancellationToken ct)
    {
        var pods = await cluster.Client.ListAsync<V1Pod>(cluster.OperatorNamespace, new ListOptions { LabelSelector = $"{Labels.Name}={OperatorNames.PodLabel}" }, ct);
        var names = pods.Items.Where(pod => pod.Status?.Phase == "Running").Select(pod => pod.Metadata.Name!).Order(StringComparer.Ordinal).ToArray();
        return names.Length > 0
            ? names
            : throw new PluginException($"no operator runs in namespace {cluster.OperatorNamespace}: --operator-namespace names another");
    }
}
