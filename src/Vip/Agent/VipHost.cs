namespace RedisOperator.Vip;

/// <summary>The parts that every command needs, put together: what is around, and what keeps the address.</summary>
internal sealed class VipHost : IAsyncDisposable
{
    private VipHost(Surroundings surroundings, AddressKeeper keeper, Announcer announcer, Clock clock)
    {
        Around = surroundings;
        Keeper = keeper;
        Announcer = announcer;
        Clock = clock;
    }

    public Surroundings Around { get; }

    public AddressKeeper Keeper { get; }

    public Announcer Announcer { get; }

    public Clock Clock { get; }

    /// <summary>Checks what cannot work, and begins to watch.</summary>
    /// <exception cref="VipRefusedException">It cannot work; see the message.</exception>
    public static async Task<VipHost> OpenAsync(VipSettings settings, TimeSpan? lease, ILoggerFactory logging, TimeProvider time, CancellationToken ct)
    {
        var clock = new Clock(time);
        var programs = new ProgramRunner(time);
        var tools = await HostTools.CheckAsync(settings, programs, ct);
        var commands = new AddressCommands(settings, tools, programs);
        AddressKeeper? keeper = null;
        var announcer = new Announcer(settings.ArpCount, commands.AnnounceAsync, () => keeper!.Holds, why => keeper!.CannotAnnounce(why), time);
        keeper = new AddressKeeper(settings, commands, new AddressProbe(settings, new NeighbourQuestions(time), clock), announcer, lease, clock, logging.CreateLogger<AddressKeeper>());
        keeper.Look();
        var around = new Surroundings(settings, clock);
        around.Start();
        return new VipHost(around, keeper, announcer, clock);
    }

    public ValueTask DisposeAsync() => Around.DisposeAsync();
}
