using RedisOperator.TestSupport.Writing;

namespace RedisOperator.TestSupport.PlainHosts;

/// <summary>The three hosts of the old set-up, and a fourth with a client that knows only the address.</summary>
public sealed class PlainGroup : IAsyncDisposable
{
    public static readonly TimeSpan DownAfter = TimeSpan.FromSeconds(2);

    private readonly List<AddressLog> _logs = [];

    private PlainGroup(PlainNetwork network, IReadOnlyList<RedisHost> hosts, PlainHost client, VipUnderTest vip)
    {
        Network = network;
        Hosts = hosts;
        Client = client;
        Vip = vip;
    }

    public PlainNetwork Network { get; }

    public IReadOnlyList<RedisHost> Hosts { get; }

    public PlainHost Client { get; }

    public VipUnderTest Vip { get; }

    /// <summary>When the address came to and went from each host.</summary>
    public IReadOnlyList<AddressLog> Logs => _logs;

    /// <summary>Redis and sentinel on three hosts, replicating and agreed; nothing that moves the address yet.</summary>
    /// <param name="script">the client-reconfig-script of a host</param>
    /// <param name="services">redis and sentinel announce an address that no host has, and every host rewrites it on its way out, as kube-proxy does with the address of a Service</param>
    public static async Task<PlainGroup> CreateAsync(VipUnderTest? vip = null, Func<PlainNetwork, string, string>? script = null, bool services = false)
    {
        var network = await PlainNetwork.CreateAsync();
        var hosts = new List<RedisHost>();
        for (var number = 0; number < 3; number++)
        {
            hosts.Add(new RedisHost(await network.AddAsync($"linux01{number}", $"172.16.1.1{number}/24", $"fd00:16::1{number}/64"), network.Files) { Announced = services ? $"10.96.0.1{number}" : null });
        }

        if (services)
        {
            await Task.WhenAll(hosts.Select(host => RewriteAsync(host.Host, hosts)));
        }

        var group = new PlainGroup(network, hosts, await network.AddAsync("client", "172.16.1.99/24", "fd00:16::99/64"), vip ?? new VipUnderTest("172.16.1.50/24"));
        foreach (var host in hosts)
        {
            await host.StartRedisAsync(host == hosts[0] ? null : hosts[0].NamedAs);
        }

        // A sentinel asks a master for its replicas when it meets it, and then only every ten seconds.
        await Eventually.TrueAsync("the replicas follow", TimeSpan.FromSeconds(20), _ => group.FollowAsync(hosts[0]));
        foreach (var host in hosts)
        {
            await host.StartSentinelAsync(hosts[0].NamedAs, DownAfter, script?.Invoke(network, host.Address));
            group._logs.Add(AddressLog.Start(host.Host, group.Vip.Vip));
        }

        await group.WholeAsync(TimeSpan.FromSeconds(30));
        return group;
    }

    public void StartAgents(params string[] options)
    {
        foreach (var host in Hosts)
        {
            host.StartAgent(Vip, options);
        }
    }

    /// <summary>Every redis follows one master that every sentinel names; gives its host.</summary>
    public async Task<RedisHost> WholeAsync(TimeSpan within)
    {
        var seen = await Eventually.GetAsync("three redis and three sentinels agree", within, _ => LookAsync(), view => view.Master is not null, view => view.Seen);
        return seen.Master!;
    }

    /// <summary>Waits until exactly one host has the address; gives it.</summary>
    public async Task<RedisHost> HolderAsync(TimeSpan within, RedisHost? otherThan = null)
    {
        var holders = await Eventually.GetAsync(
            "one host has the address", within, _ => HoldersAsync(), found => found.Count == 1 && found[0] != otherThan,
            found => $"{string.Join(", ", found.Select(holder => holder.Host.Name))}\n{AgentLogs()}");
        return holders[0];
    }

    public async Task<IReadOnlyList<RedisHost>> HoldersAsync()
    {
        var has = await Task.WhenAll(Hosts.Select(host => host.Host.HasAsync(Vip.Vip)));
        return [.. Hosts.Where((_, index) => has[index])];
    }

    public string AgentLogs() => string.Join("\n\n", Hosts.Select(host => $"{host.Host.Name}:\n{host.AgentLog}"));

    /// <summary>A writer on the client's host that knows nothing but the address.</summary>
    public Task<WriterProcess> WriteAsync(string name, TimeSpan longest) =>
        WriterProcess.StartAsync(Target(Vip.Address), Network.Files.File($"{name}.ledger"), longest);

    /// <summary>The client asks the address once, as clients do, and knows then where it is.</summary>
    public async Task<string?> GreetAsync()
    {
        var cli = new CommandLine("redis-cli", "-h", Vip.Address, "-p", $"{RedisHost.Port}", "PING")
        {
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["REDISCLI_AUTH"] = RedisServerProcess.Password },
        };
        await Client.Wrap(cli).OutputAsync(TimeSpan.FromSeconds(10));
        return await Client.NeighbourAsync(Vip.Address);
    }

    public WriterTarget Target(string address) =>
        new(address.Contains(':') ? $"[{address}]:{RedisHost.Port}" : $"{address}:{RedisHost.Port}", Hosts[0].PasswordFile, Client.Wrap);

    public async ValueTask DisposeAsync() => await Network.DisposeAsync();

    private static async Task RewriteAsync(PlainHost on, IReadOnlyList<RedisHost> services)
    {
        await on.RunAsync("ip", "route", "add", "10.96.0.0/24", "dev", PlainNetwork.Interface);
        var rules = services.Select(service => $"add rule ip services output ip daddr {service.Announced} dnat to {service.Address}");
        var table = string.Join('\n', ["add table ip services", "add chain ip services output { type nat hook output priority -100; }", .. rules]);
        await on.Wrap(new CommandLine("nft", "-f", "-") { Input = table + "\n" }).OutputAsync(TimeSpan.FromSeconds(20));
    }

    private async Task<(RedisHost? Master, string Seen)> LookAsync()
    {
        var named = await Task.WhenAll(Hosts.Select(host => host.SentinelAsync("SENTINEL", "MASTER", RedisHost.MasterName)));
        var views = named.Select(Fields).ToArray();
        var master = Hosts.Single(host => host.NamedAs == views[0]["ip"]);
        var agree = views.All(view => view["ip"] == master.NamedAs && view["flags"] == "master" && view["num-slaves"] == "2" && view["num-other-sentinels"] == "2");
        return (agree && await FollowAsync(master) ? master : null, string.Join('\n', views.Select(view => $"{view["ip"]} {view["flags"]} {view["num-slaves"]} {view["num-other-sentinels"]}")));
    }

    private async Task<bool> FollowAsync(RedisHost master)
    {
        var info = (await master.Host.TryAsync(master.Cli(RedisHost.Port, RedisServerProcess.Password, "INFO", "replication"))).StandardOutput;
        return info.Contains("role:master", StringComparison.Ordinal) && info.Split("state=online").Length == Hosts.Count;
    }

    private static Dictionary<string, string> Fields(string answer)
    {
        var lines = answer.Split('\n');
        return lines.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }
}
