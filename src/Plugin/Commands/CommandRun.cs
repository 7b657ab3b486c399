using System.CommandLine;
using k8s;
using RedisOperator.Plugin.Cluster;

namespace RedisOperator.Plugin.Commands;

/// <summary>What a command works with: the cluster, the group's name and where to write.</summary>
internal sealed record CommandRun(ClusterAccess Cluster, string Group, bool Json, TextWriter Output, TextWriter Error, TimeProvider Time)
{
    public string FullName => $"{Cluster.Namespace}/{Group}";

    public GroupAccess Access => new(Cluster, Group);

    public OperatorAccess Operator => new(Cluster);

    /// <summary>Makes a command's body an action: connects, and turns what goes wrong into one line on standard error and exit code 1.</summary>
    public static void Set(Command command, Argument<string> group, Option<string>? output, Func<CommandRun, ParseResult, CancellationToken, Task<int>> body) =>
        command.SetAction(async (parsed, ct) =>
        {
            var error = parsed.InvocationConfiguration.Error;
            try
            {
                using var cluster = ClusterAccess.Open(
                    parsed.GetValue(CommonOptions.Kubeconfig), parsed.GetValue(CommonOptions.Context), parsed.GetValue(CommonOptions.Namespace), parsed.GetValue(CommonOptions.OperatorNamespace)!);
                var json = output is not null && parsed.GetValue(output) == CommonOptions.Json;
                return await body(new CommandRun(cluster, parsed.GetValue(group)!, json, parsed.InvocationConfiguration.Output, error, TimeProvider.System), parsed, ct);
            }
            catch (Exception e) when (e is PluginException or KubernetesException or KubeConfigException)
            {
                await error.WriteLineAsync($"error: {e.Message}");
                return 1;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                // Ctrl-C, as a shell counts it.
                return 130;
            }
        });
}
