namespace RedisOperator.TestSupport.PlainHosts;

/// <summary>One host of a <see cref="PlainNetwork"/>: a network of its own, and the programs that were started in it.</summary>
public sealed class PlainHost(PlainNetwork network, string name, string switchPort, string address) : IAsyncDisposable
{
    private readonly List<RunningProcess> _programs = [];

    public string Name => name;

    public string Address => address;

    /// <summary>Whether the cable is in.</summary>
    public bool IsConnected { get; private set; } = true;

    public CommandLine Wrap(CommandLine command) => network.Wrap(command, name);

    /// <summary>Runs a program here to its end.</summary>
    public Task<string> RunAsync(string program, params string[] arguments) => Wrap(new CommandLine(program, arguments)).OutputAsync(TimeSpan.FromSeconds(20));

    public Task<RunResult> TryAsync(CommandLine command, TimeSpan? timeout = null) => Wrap(command).RunAsync(timeout ?? TimeSpan.FromSeconds(20));

    /// <summary>Starts a program here; it ends with the host.</summary>
    public RunningProcess Start(CommandLine command, Action<string>? onLine = null)
    {
        var process = RunningProcess.Start(Wrap(command), onLine);
        _programs.Add(process);
        return process;
    }

    /// <summary>Pulls the cable out at the switch.</summary>
    public async Task CutAsync()
    {
        await network.RunAsync("ip", "link", "set", switchPort, "down");
        IsConnected = false;
    }

    public async Task HealAsync()
    {
        await network.RunAsync("ip", "link", "set", switchPort, "up");
        IsConnected = true;
    }

    public async Task<string> HardwareAddressAsync() =>
        (await RunAsync("cat", $"/sys/class/net/{PlainNetwork.Interface}/address")).Trim();

    public async Task<bool> HasAsync(string vip) =>
        (await RunAsync("ip", "-o", "addr", "show", "dev", PlainNetwork.Interface)).Contains($" {vip} ", StringComparison.Ordinal);

    /// <summary>What this host knows of a neighbour's hardware address; null when nothing.</summary>
    public async Task<string?> NeighbourAsync(string other) =>
        (await RunAsync("ip", "neigh", "show", "to", other, "dev", PlainNetwork.Interface)).Split(' ') is var words && Array.IndexOf(words, "lladdr") is >= 0 and var at ? words[at + 1] : null;

    public async ValueTask DisposeAsync()
    {
        foreach (var program in _programs)
        {
            program.Signal(Signals.Kill);
            await program.DisposeAsync();
        }
    }
}
