namespace RedisOperator.EndToEnd.RandomFaults;

/// <summary>A whole group, just before something is done to it, and the dice that choose to whom.</summary>
internal sealed class FaultTarget(OperatorCluster cluster, TestGroup group, GroupCheck check, Random dice, IReadOnlyList<PodView> pods)
{
    public OperatorCluster Cluster => cluster;

    public TestGroup Group => group;

    public GroupCheck Check => check;

    public string Master { get; } = pods.Single(pod => pod.Role == "master").Name;

    public IReadOnlyList<PodView> Pods => pods;

    public static CancellationToken Now => TestContext.Current.CancellationToken;

    public PodView AnyPod() => pods[dice.Next(pods.Count)];

    public PodView AnyReplica()
    {
        var replicas = pods.Where(pod => pod.Role == "replica").ToArray();
        return replicas[dice.Next(replicas.Length)];
    }

    public TimeSpan Between(double from, double to) => TimeSpan.FromSeconds(from + (dice.NextDouble() * (to - from)));

    public Task<string> KubectlAsync(params string[] arguments) => group.Kubectl.RunAsync(Now, arguments);

    public Task<DateTimeOffset> FaultAsync(string fault, PodView pod, params string[] more) => cluster.Cluster.FaultAsync(fault, group.Group.PodKey(pod.Name), Now, more);

    public Task<string> RedisAsync(PodView pod, params string[] arguments) => group.Group.RedisAsync(pod.Address, Now, arguments);
}
