namespace RedisOperator.EndToEnd.RandomFaults;

/// <summary>One kind of thing that goes wrong, or is changed.</summary>
/// <param name="Name">stands in the record of the run</param>
/// <param name="DoAsync">does it, and says to whom; what lasts is over when it returns</param>
internal sealed record RandomFault(string Name, Func<FaultTarget, Task<string>> DoAsync)
{
    private static readonly TimeSpan ByHand = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WithoutOperator = TimeSpan.FromSeconds(20);

    public static readonly IReadOnlyList<RandomFault> All =
    [
        new("kill redis", target => KillAsync(target, "redis")),
        new("kill sentinel", target => KillAsync(target, "sentinel")),
        new("pause", target => ForAWhileAsync(target, "pause", "resume")),
        new("cut off", target => ForAWhileAsync(target, "cutoff", "restore")),
        new("delete pod", async target => await DeletedAsync(target, target.AnyPod().Name)),
        new("delete pod and volume", async target =>
        {
            var pod = target.AnyPod().Name;
            await target.KubectlAsync("delete", "persistentvolumeclaim", $"data-{pod}", "--wait=false");
            return await DeletedAsync(target, pod, "--force", "--grace-period=0");
        }),
        new("kill the operators", async target =>
        {
            target.Check.Allow(TimeSpan.FromSeconds(1), WithoutOperator, "no operator runs");
            await target.Cluster.KillOperatorAsync(FaultTarget.Now);
            return "all of them";
        }),
        new("wrong label", async target =>
        {
            target.Check.Allow(TimeSpan.FromSeconds(3), ByHand, "a label set by hand");
            var pod = target.AnyReplica().Name;
            await target.KubectlAsync("label", "--overwrite", "pod", pod, "redisoperator.io/role=master");
            return pod;
        }),
        new("REPLICAOF NO ONE by hand", async target =>
        {
            target.Check.Allow(TimeSpan.FromSeconds(3), ByHand, "made master by hand");
            var pod = target.AnyReplica();
            await target.RedisAsync(pod, "REPLICAOF", "NO", "ONE");
            return pod.Name;
        }),
        new("SENTINEL REMOVE by hand", async target =>
        {
            var pod = target.AnyPod();
            await target.Group.Group.RedisAsync($"{pod.Address}:26379", FaultTarget.Now, "SENTINEL", "REMOVE", $"{target.Group.Kubectl.Namespace}.{target.Group.Group.Name}");
            return pod.Name;
        }),
        new("delete the VIP Service", async target =>
        {
            await target.KubectlAsync("delete", "service", target.Group.Group.Name);
            return target.Group.Group.Name;
        }),
        new("edit the slice", async target =>
        {
            target.Check.Allow(TimeSpan.FromSeconds(3), ByHand, "a slice edited by hand");
            var pod = target.AnyReplica();
            await target.Group.LeadToAsync(pod, FaultTarget.Now);
            return pod.Name;
        }),
        new("switchover", async target =>
        {
            var pod = target.AnyReplica().Name;
            var answer = await target.Group.SwitchOverAsync(pod, FaultTarget.Now);
            return $"to {pod}: {answer.Outcome} {answer.Message}";
        }),
        new("change a setting", async target =>
        {
            var databases = 4 + target.Pods[0].Uid[0] % 8;
            await target.KubectlAsync("patch", "redisgroup", target.Group.Group.Name, "--type=merge", "-p", $$"""{"spec":{"config":{"databases":"{{databases}}"} } }""");
            return $"databases {databases}";
        }),
        new("scale", async target =>
        {
            var replicas = target.Pods.Count == 3 ? 4 : 3;
            await target.KubectlAsync("scale", "redisgroup", target.Group.Group.Name, $"--replicas={replicas}");
            return $"to {replicas}";
        }),
    ];

    // A second crash of a container within ten minutes waits in kubelet's back-off; a new pod does not.
    private static async Task<string> KillAsync(FaultTarget target, string container)
    {
        var pod = target.AnyPod();
        if (pod.Restarts > 0)
        {
            return $"{await DeletedAsync(target, pod.Name, "--force", "--grace-period=0")} with its pod";
        }

        await target.FaultAsync("kill", pod, "--container", container, "--signal", "9");
        return pod.Name;
    }

    private static async Task<string> ForAWhileAsync(FaultTarget target, string begin, string end)
    {
        var pod = target.AnyPod();
        var lasting = target.Between(1, 8);
        await target.FaultAsync(begin, pod);
        try
        {
            await Task.Delay(lasting, FaultTarget.Now);
        }
        finally
        {
            await target.FaultAsync(end, pod);
        }

        return $"{pod.Name} for {lasting.TotalSeconds:0.0} s";
    }

    private static async Task<string> DeletedAsync(FaultTarget target, string pod, params string[] how)
    {
        await target.KubectlAsync(["delete", "pod", pod, "--wait=false", .. how]);
        return pod;
    }
}
