using System.Net;
using System.Net.Sockets;

namespace RedisOperator.Vip;

/// <summary>An address with the length of its network's prefix, as <c>ip addr</c> wants it.</summary>
public sealed record VipAddress(IPAddress Address, int PrefixLength)
{
    public bool IsIPv6 => Address.AddressFamily == AddressFamily.InterNetworkV6;

    /// <exception cref="VipRefusedException">It is none; the message says what to write.</exception>
    public static VipAddress Parse(string text)
    {
        var parts = text.Split('/');
        if (!IPAddress.TryParse(parts[0], out var address) || (address.AddressFamily == AddressFamily.InterNetwork && parts[0].Count(c => c == '.') != 3))
        {
            throw new VipRefusedException($"--vip {text} is no address: write it with its network's prefix, such as 172.16.1.50/24");
        }

        var longest = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        if (parts.Length != 2 || !int.TryParse(parts[1], out var length) || length < 1 || length > longest)
        {
            throw new VipRefusedException($"--vip {text} needs its network's prefix, from /1 to /{longest}, such as {address}/{(longest == 32 ? 24 : 64)}");
        }

        var vip = new VipAddress(address, length);
        return vip.IsUsable ? vip : throw new VipRefusedException($"--vip {text} is no address that a host can have: it is the network's own, its broadcast, a multicast or a loopback address");
    }

    /// <summary>Whether this interface address is of the same network, so that neighbours ask this interface for the VIP.</summary>
    public bool IsInNetworkOf(InterfaceAddress other) => other.IsSameNetwork(Address);

    public override string ToString() => $"{Address}/{PrefixLength}";

    private bool IsUsable
    {
        get
        {
            if (IPAddress.IsLoopback(Address) || Address.Equals(IPAddress.Any) || Address.Equals(IPAddress.IPv6Any))
            {
                return false;
            }

            var bytes = Address.GetAddressBytes();
            if (IsIPv6)
            {
                return !Address.IsIPv6Multicast;
            }

            var host = BitConverter.ToUInt32([.. bytes.Reverse()]) & HostMask;
            return bytes[0] < 224 && (PrefixLength > 30 || (host != 0 && host != HostMask));
        }
    }

    private uint HostMask => PrefixLength == 32 ? 0 : uint.MaxValue >> PrefixLength;
}

/// <summary>An address that an interface has.</summary>
public sealed record InterfaceAddress(IPAddress Address, int PrefixLength)
{
    /// <summary>Link-local networks are everywhere, and count as none.</summary>
    public bool IsSameNetwork(IPAddress other) =>
        other.AddressFamily == Address.AddressFamily && !Address.IsIPv6LinkLocal && Bits(Address, PrefixLength).SequenceEqual(Bits(other, PrefixLength));

    public override string ToString() => $"{Address}/{PrefixLength}";

    private static IEnumerable<bool> Bits(IPAddress address, int count)
    {
        var bytes = address.GetAddressBytes();
        return Enumerable.Range(0, count).Select(bit => (bytes[bit / 8] & (0x80 >> (bit % 8))) != 0);
    }
}
