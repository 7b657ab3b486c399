namespace RedisOperator.Vip;

/// <summary>The programs of this host that move an address, found and looked at once.</summary>
/// <param name="Arping">null for an IPv6 address, which is announced without it</param>
public sealed record HostTools(string Ip, string? Arping)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Everything that cannot work on this host as it is set up.</summary>
    /// <exception cref="VipRefusedException">The first thing that is wrong, and what to do about it.</exception>
    public static async Task<HostTools> CheckAsync(VipSettings settings, ProgramRunner programs, CancellationToken ct)
    {
        CheckRights(ProcessRights.Current());
        var ip = ProgramRunner.Find("ip") ?? throw new VipRefusedException("the program ip is missing: install iproute2 (Debian, Ubuntu) or iproute (Rocky, RHEL)");
        var arping = settings.Vip.IsIPv6 ? null : await ArpingAsync(programs, ct);
        CheckInterface(settings);
        return new HostTools(ip, arping);
    }

    internal static void CheckRights(ProcessRights rights)
    {
        if (rights.Missing is { Count: > 0 } missing)
        {
            throw new VipRefusedException(
                $"this process may not move an address, {string.Join(" and ", missing)} {(missing.Count == 1 ? "is" : "are")} missing: under systemd AmbientCapabilities=CAP_NET_ADMIN CAP_NET_RAW; in a container drop ALL, add NET_ADMIN and NET_RAW, and run as uid 0; by hand as root");
        }
    }

    internal static void CheckInterface(VipSettings settings)
    {
        if (InterfaceView.Read(settings.Interface) is not { } found)
        {
            throw new VipRefusedException($"there is no interface {settings.Interface} on this host; there are: {string.Join(", ", InterfaceView.All())}");
        }

        // lo has one of zeros.
        if (found.HardwareAddress.GetAddressBytes() is not { Length: 6 } bytes || bytes.All(part => part == 0))
        {
            throw new VipRefusedException($"{settings.Interface} has no Ethernet address: neighbours cannot find an address on it. There are: {string.Join(", ", InterfaceView.All())}");
        }

        if (!found.Addresses.Any(address => !address.Address.Equals(settings.Vip.Address) && settings.Vip.IsInNetworkOf(address)))
        {
            throw new VipRefusedException($"{settings.Vip} is in no network of {found}: neighbours would never ask this interface for it. Give an address of that network, or another --interface");
        }
    }

    private static async Task<string> ArpingAsync(ProgramRunner programs, CancellationToken ct)
    {
        const string Install = "install iputils-arping (Debian, Ubuntu) or iputils (Rocky, RHEL)";
        var path = ProgramRunner.Find("arping") ?? throw new VipRefusedException($"the program arping is missing: {Install}");
        var version = await programs.RunAsync(path, ["-V"], Limit, ct);
        if ((version.Output + version.Error).Contains("iputils", StringComparison.Ordinal))
        {
            return path;
        }

        // No privilege at all is told by the shell's code for "cannot be executed": the file asks for CAP_NET_RAW.
        var whose = (version.Output + version.Error) switch
        {
            var text when text.Contains("Habets", StringComparison.Ordinal) => "is the arping of Thomas Habets, whose -A does not announce an address",
            var text when text.Contains("BusyBox", StringComparison.OrdinalIgnoreCase) => "is BusyBox's arping, of which too little is known here",
            _ => $"is not the arping of iputils ({version.Said})",
        };
        throw new VipRefusedException($"{path} {whose}: {Install}, and remove the other one");
    }
}
