using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace RedisOperator.Vip;

/// <summary>The commands that move the address: ip, arping, and a socket where arping cannot (IPv6). Each answers null when it went well, else what was said.</summary>
internal sealed class AddressCommands(VipSettings settings, HostTools tools, ProgramRunner programs)
{
    // rtnetlink answers in microseconds; whatever takes longer than this does not come back.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Adds the address, or renews it: the same command, harmless to repeat.</summary>
    /// <param name="lease">for how long the kernel keeps it unless it is renewed; null: for ever</param>
    public Task<string?> PutAsync(TimeSpan? lease, CancellationToken ct)
    {
        List<string> arguments = ["addr", "replace", $"{settings.Vip}", "dev", settings.Interface];
        if (lease is { } time)
        {
            var seconds = ((int)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            arguments.AddRange(["valid_lft", seconds, "preferred_lft", seconds]);
        }
        else
        {
            arguments.AddRange(["valid_lft", "forever", "preferred_lft", "forever"]);
        }

        // Whether somebody else has it was asked already; the kernel's own question would keep it unusable for a second.
        return RunAsync(tools.Ip, settings.Vip.IsIPv6 ? [.. arguments, "nodad"] : arguments, ct);
    }

    public Task<string?> RemoveAsync(CancellationToken ct) => RunAsync(tools.Ip, ["addr", "del", $"{settings.Vip}", "dev", settings.Interface], ct);

    /// <summary>One announcement. Fails, as it should, when the address is not on this host any more.</summary>
    /// <param name="asRequest">the form of a request instead of an answer: some devices heed only one of them</param>
    public async Task<string?> AnnounceAsync(bool asRequest, CancellationToken ct) => tools.Arping is { } arping
        ? await RunAsync(arping, ["-q", "-c", "1", asRequest ? "-U" : "-A", "-I", settings.Interface, $"{settings.Vip.Address}"], ct)
        : await AdvertiseAsync(ct);

    private async Task<string?> AdvertiseAsync(CancellationToken ct)
    {
        if (InterfaceView.Read(settings.Interface) is not { } found || !found.Has(settings.Vip))
        {
            return $"{settings.Vip.Address} is not on {settings.Interface}";
        }

        try
        {
            using var socket = NeighbourSocket.Open(found);
            var everybody = new IPEndPoint(new IPAddress(NeighbourMessage.AllNodes.GetAddressBytes(), found.Index), 0);
            await socket.SendToAsync(NeighbourMessage.Advertise(found.HardwareAddress, settings.Vip.Address), SocketFlags.None, everybody, ct);
            return null;
        }
        catch (SocketException e)
        {
            return $"neighbour advertisement on {settings.Interface}: {e.SocketErrorCode}";
        }
    }

    private async Task<string?> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        var result = await programs.RunAsync(program, arguments, Limit, ct);
        return result.Succeeded ? null : $"{Path.GetFileName(program)} {string.Join(' ', arguments)}: exit code {result.ExitCode}: {result.Said}";
    }
}
