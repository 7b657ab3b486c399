using RedisOperator.TestSupport;

namespace RedisOperator.Demo;

/// <summary>What the next reader needs after a failed run: kept before the cluster goes.</summary>
internal sealed class Evidence(string folder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly (string File, string[] Command)[] Questions =
    [
        ("operator.log", ["logs", "--namespace", OperatorInstallation.Namespace, OperatorInstallation.Deployment, "--tail=2000"]),
        ("events.txt", ["get", "events", "--all-namespaces"]),
        ("groups.yaml", ["get", "redisreplicationgroups", "--all-namespaces", "-o", "yaml"]),
        ("pods.txt", ["get", "pods", "--all-namespaces", "-o", "wide", "-L", "redisoperator.io/role"]),
        ("slices.yaml", ["get", "endpointslices", "-o", "yaml"]),
    ];

    /// <summary>Asks everything at once; what cannot be answered any more is in its file as such.</summary>
    public async Task CollectAsync(LocalClusterProcess cluster, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var kubectl = cluster.Kubectl("default");
        await Task.WhenAll(Questions.Select(question => AskAsync(kubectl, question.File, question.Command, cancellationToken)));
        await File.WriteAllTextAsync(Path.Combine(folder, "cluster.log"), cluster.Tail, cancellationToken);
    }

    private async Task AskAsync(Kubectl kubectl, string file, string[] command, CancellationToken cancellationToken)
    {
        string answer;
        try
        {
            var result = await kubectl.Command(command).RunAsync(Patience, cancellationToken);
            answer = result.Succeeded ? result.StandardOutput : result.ToString();
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            answer = e.Message;
        }

        await File.WriteAllTextAsync(Path.Combine(folder, file), answer, cancellationToken);
    }
}
