namespace RedisOperator.EndToEnd;

/// <summary>What kubectl apply refuses; each message names the field and says what to write instead.</summary>
public sealed class BadInputTests(OperatorCluster cluster)
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sentinel: { quorum: 4 }", "spec.sentinel.quorum", "lower it")]
    [InlineData("sentinel: { quorum: 0 }", "spec.sentinel.quorum", "at least 1")]
    [InlineData("sentinel: { downAfter: 500ms }", "spec.sentinel.downAfter", "at least 2s")]
    [InlineData("sentinel: { downAfter: five seconds }", "spec.sentinel.downAfter", "such as 5s")]
    [InlineData("sentinel: { failoverTimeout: 10 }", "spec.sentinel.failoverTimeout", "string")]
    [InlineData("config: { replicaof: 10.0.0.1 6379 }", "spec.config", "leave out")]
    [InlineData("durability: { maxLag: 2m }", "spec.durability.maxLag", "write 3s")]
    [InlineData("durability: { mode: BoundedLoss, minReplicasToWrite: 3 }", "spec.durability.minReplicasToWrite", "lower it")]
    [InlineData("switchover: { timeout: 1s }", "spec.switchover.timeout", "at least 3s")]
    [InlineData("switchover: { maxLagBytes: much }", "spec.switchover.maxLagBytes", "match")]
    [InlineData("updateStrategy: { type: Manual }", "spec.updateStrategy.type", "Supervised")]
    [InlineData("pausedUntil: tomorrow", "spec.pausedUntil", "2030-01-31T08:00:00Z")]
    [InlineData("config: { min-replicas-to-write: '0' }", "spec.config", "spec.durability")]
    [InlineData("persistence: { mode: Sometimes }", "spec.persistence.mode", "AOF")]
    [InlineData("vip: { mode: HostName }", "spec.vip.mode", "LoadBalancer")]
    [InlineData("vip: { loadBalancer: { address: 172.16.1.50 } }", "spec.vip.loadBalancer is read with mode LoadBalancer only", "set spec.vip.mode to LoadBalancer")]
    [InlineData("vip: { mode: LoadBalancer, loadBalancer: { address: 172.16.1.50/24 } }", "spec.vip.loadBalancer.address", "without a prefix")]
    [InlineData("vip: { mode: LoadBalancer, loadBalancer: { address: 172.16.1.500 } }", "spec.vip.loadBalancer.address", "such as 172.16.1.50")]
    [InlineData("vip: { mode: LoadBalancer, loadBalancer: { address: 172.16.01.50 } }", "spec.vip.loadBalancer.address", "such as 172.16.1.50")]
    [InlineData("vip: { mode: LoadBalancer, loadBalancer: { address: 'fd00::1::2' } }", "spec.vip.loadBalancer.address", "such as 172.16.1.50")]
    [InlineData("vip: { mode: LoadBalancer, loadBalancer: { address: cache.example.com } }", "spec.vip.loadBalancer.address", "such as 172.16.1.50")]
    [InlineData("vip: { mode: LoadBalancer, loadBalancer: { className: 'two words' } }", "spec.vip.loadBalancer.className", "such as internal")]
    [InlineData("vip: { mode: LoadBalancer, loadBalancer: { address: 172.16.1.50, annotations: { metallb.io/loadBalancerIPs: 172.16.1.51 } } }", "spec.vip.loadBalancer.annotations", "leave one of them out")]
    [InlineData("vip: { mode: LoadBalancer, service: { type: NodePort } }", "spec.vip.service.type", "leave it out")]
    [InlineData("vip: { mode: HostNetwork }", "spec.vip.mode HostNetwork needs spec.vip.hostNetwork", "address: 172.16.1.50/24, interface: ens192")]
    [InlineData("vip: { hostNetwork: { address: 172.16.1.50/24, interface: ens192 } }", "spec.vip.hostNetwork is read with mode HostNetwork only", "set spec.vip.mode to HostNetwork")]
    [InlineData("vip: { mode: HostNetwork, hostNetwork: { address: 172.16.1.50, interface: ens192 } }", "spec.vip.hostNetwork.address", "with the prefix of its network")]
    [InlineData("vip: { mode: HostNetwork, hostNetwork: { address: 172.16.1.50/33, interface: ens192 } }", "spec.vip.hostNetwork.address", "such as 172.16.1.50/24")]
    [InlineData("vip: { mode: HostNetwork, hostNetwork: { address: 172.16.1.50/24 } }", "spec.vip.hostNetwork.interface", "Required")]
    [InlineData("vip: { mode: HostNetwork, hostNetwork: { address: 172.16.1.50/24, interface: 'two words' } }", "spec.vip.hostNetwork.interface", "such as ens192")]
    [InlineData("vip: { mode: HostNetwork, hostNetwork: { address: 172.16.1.50/24, interface: ens192, holdFor: 1s } }", "spec.vip.hostNetwork.holdFor", "from 2s to 10m")]
    [InlineData("vip: { mode: HostNetwork, hostNetwork: { address: 172.16.1.50/24, interface: ens192, statusPort: 6379 } }", "spec.vip.hostNetwork.statusPort", "choose another one")]
    [InlineData("persistance: { mode: None }", "persistance", "unknown field")]
    public async Task Refuses(string field, string named, string remedy)
    {
        var kubectl = await cluster.NamespaceAsync(Now);

        var result = await kubectl.ApplyAsync(OperatorCluster.Manifest("bad", $"  replicas: 3\n  image: redis:8.2\n  {field}"), Now);

        result.ExitCode.ShouldNotBe(0, result.ToString());
        result.StandardError.ShouldContain(named, Case.Insensitive, result.ToString());
        result.StandardError.ShouldContain(remedy, Case.Insensitive, result.ToString());
        (await kubectl.GetAsync("redisreplicationgroup", "bad", Now)).ShouldBeNull();
    }

    [Theory]
    [InlineData("172.16.1.50/24")]
    [InlineData("10.0.0.1/8")]
    [InlineData("fd00::50/64")]
    [InlineData("1:2:3:4:5:6:7:8/128")]
    public async Task Takes_any_IP_address_with_a_prefix_for_one_of_the_nodes(string address)
    {
        var kubectl = await cluster.NamespaceAsync(Now);
        var manifest = OperatorCluster.Manifest("good", $"  replicas: 3\n  image: redis:8.2\n  vip: {{ mode: HostNetwork, hostNetwork: {{ address: '{address}', interface: ens192 }} }}");

        (await (kubectl.Command("apply", "--dry-run=server", "-f", "-") with { Input = manifest }).OutputAsync(cancellationToken: Now)).ShouldContain("created (server dry run)");
    }

    [Theory]
    [InlineData("172.16.1.50")]
    [InlineData("0.0.0.0")]
    [InlineData("255.250.249.100")]
    [InlineData("fd00::50")]
    [InlineData("::1")]
    [InlineData("fd00::")]
    [InlineData("1:2:3:4:5:6:7:8")]
    public async Task Takes_any_IP_address_for_one(string address)
    {
        var kubectl = await cluster.NamespaceAsync(Now);
        var manifest = OperatorCluster.Manifest("good", $"  replicas: 3\n  image: redis:8.2\n  vip: {{ mode: LoadBalancer, loadBalancer: {{ address: '{address}' }} }}");

        (await (kubectl.Command("apply", "--dry-run=server", "-f", "-") with { Input = manifest }).OutputAsync(cancellationToken: Now)).ShouldContain("created (server dry run)");
    }

    [Fact]
    public async Task Refuses_another_class_of_load_balancer_while_the_Service_has_one()
    {
        var kubectl = await cluster.NamespaceAsync(Now);
        (await kubectl.ApplyAsync(OperatorCluster.Manifest("bad", "  replicas: 1\n  image: redis:8.2\n  vip: { mode: LoadBalancer, loadBalancer: { className: one } }"), Now)).EnsureSuccess();

        foreach (var patch in (string[])["""{"spec":{"vip":{"loadBalancer":{"className":"two"}}}}""", """{"spec":{"vip":{"loadBalancer":null}}}"""])
        {
            var result = await kubectl.TryAsync(Now, "patch", "redisgroup", "bad", "--type=merge", "-p", patch);
            result.StandardError.ShouldContain("spec.vip.loadBalancer.className cannot be changed", Case.Insensitive, result.ToString());
            result.StandardError.ShouldContain("set spec.vip.mode to Service first", Case.Insensitive, result.ToString());
        }

        await kubectl.RunAsync(Now, "delete", "redisgroup", "bad");
    }

    [Fact]
    public async Task Refuses_a_group_without_pods()
    {
        var kubectl = await cluster.NamespaceAsync(Now);

        var result = await kubectl.ApplyAsync(OperatorCluster.Manifest("bad", "  replicas: 0\n  image: redis:8.2"), Now);

        result.ExitCode.ShouldNotBe(0, result.ToString());
        result.StandardError.ShouldContain("spec.replicas", Case.Insensitive, result.ToString());
        result.StandardError.ShouldContain("at least 1", Case.Insensitive, result.ToString());
    }
}
