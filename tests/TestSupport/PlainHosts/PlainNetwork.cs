namespace RedisOperator.TestSupport.PlainHosts;

/// <summary>
/// Hosts on one Ethernet, made of network namespaces on a bridge, all inside one namespace of its own: nothing of it touches this machine, and nothing outlives
/// <see cref="DisposeAsync"/> or the test that made it.
/// </summary>
public sealed class PlainNetwork : IAsyncDisposable
{
    public const string Interface = "ens192";
    private const string Switch = "switch0";

    private readonly RunningProcess _outer;
    private readonly string[] _enter;
    private readonly List<PlainHost> _hosts = [];

    private PlainNetwork(RunningProcess outer, int inner)
    {
        _outer = outer;
        string[] user = IsRoot ? [] : ["--user", "--preserve-credentials"];
        _enter = ["--target", $"{inner}", .. user, "--net", "--mount", "--"];
    }

    public TempDirectory Files { get; } = new("hosts");

    private static bool IsRoot => Environment.IsPrivilegedProcess;

    public static async Task<PlainNetwork> CreateAsync()
    {
        string[] user = IsRoot ? [] : ["--user", "--map-root-user"];
        var outer = RunningProcess.Start(new CommandLine("unshare", [.. user, "--net", "--mount", "--pid", "--fork", "--kill-child=SIGKILL", "--propagation", "private", "sleep", "infinity"]));
        var inner = await Eventually.GetAsync("the outer namespace is there", TimeSpan.FromSeconds(10), _ => Task.FromResult(ChildOf(outer.Id)), pid => pid > 0);
        var network = new PlainNetwork(outer, inner);
        // A /run of its own: ip netns keeps its names there.
        await network.RunAsync("mount", "-t", "tmpfs", "tmpfs", "/run");
        await network.RunAsync("ip", "link", "add", Switch, "type", "bridge", "forward_delay", "0");
        await network.RunAsync("ip", "link", "set", Switch, "up");
        return network;
    }

    /// <param name="addresses">with their prefix, such as 172.16.1.10/24</param>
    public async Task<PlainHost> AddAsync(string name, params string[] addresses)
    {
        var port = $"p-{name}";
        await RunAsync("ip", "netns", "add", name);
        await RunAsync("ip", "link", "add", Interface, "netns", name, "type", "veth", "peer", "name", port);
        await RunAsync("ip", "link", "set", port, "master", Switch, "up");
        var host = new PlainHost(this, name, port, addresses[0].Split('/')[0]);
        await host.RunAsync("ip", "link", "set", "lo", "up");
        // Without the kernel's own question for each IPv6 address, which takes a second.
        await host.Wrap(new CommandLine("cp", "/dev/stdin", $"/proc/sys/net/ipv6/conf/{Interface}/accept_dad") { Input = "0" }).OutputAsync();
        await host.RunAsync("ip", "link", "set", Interface, "up");
        foreach (var address in addresses)
        {
            await host.RunAsync("ip", ["addr", "add", address, "dev", Interface, .. address.Contains(':') ? ["nodad"] : Array.Empty<string>()]);
        }

        _hosts.Add(host);
        return host;
    }

    /// <summary>Whatever the hosts write below this folder is theirs, and this machine never sees it. They share it, as they share all files.</summary>
    public async Task KeepAsync(string folder)
    {
        var kept = $"/run/kept{folder.Replace('/', '-')}";
        await RunAsync("mkdir", "-p", $"{kept}/upper", $"{kept}/work");
        await RunAsync("mount", "-t", "overlay", "overlay", "-o", $"lowerdir={folder},upperdir={kept}/upper,workdir={kept}/work", folder);
    }

    /// <summary>The command, in the network of a host (or of the switch).</summary>
    public CommandLine Wrap(CommandLine command, string? host = null) => command with
    {
        Program = "nsenter",
        Arguments =
        [
            .. _enter,
            .. host is null ? Array.Empty<string>() : ["ip", "netns", "exec", host],
            // None of these programs forks on the way: its pid is the program's own, and it ends with the thread that started it.
            "setpriv", "--pdeathsig", "KILL", "--", command.Program, .. command.Arguments,
        ],
    };

    public Task<string> RunAsync(string program, params string[] arguments) => Wrap(new CommandLine(program, arguments)).OutputAsync(TimeSpan.FromSeconds(20));

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        _outer.Signal(Signals.Kill);
        await _outer.DisposeAsync();
        Files.Dispose();
    }

    private static int ChildOf(int pid) =>
        File.ReadAllText($"/proc/{pid}/task/{pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).FirstOrDefault();
}
