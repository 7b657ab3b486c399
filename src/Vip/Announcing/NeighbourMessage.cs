using System.Net;
using System.Net.NetworkInformation;

namespace RedisOperator.Vip;

/// <summary>ICMPv6 messages of neighbour discovery (RFC 4861), as bytes; the kernel writes their checksum.</summary>
internal static class NeighbourMessage
{
    private const byte Solicitation = 135;
    private const byte Advertisement = 136;
    private const byte SourceLinkLayer = 1;
    private const byte TargetLinkLayer = 2;
    private const byte Override = 0x20;
    private const int HeaderLength = 24;
    private const int OptionLength = 8;

    public static readonly IPAddress AllNodes = IPAddress.Parse("ff02::1");

    /// <summary>Where the holder of an address listens for questions about it.</summary>
    public static IPAddress SolicitedNode(IPAddress address)
    {
        byte[] group = [0xff, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0xff, .. address.GetAddressBytes()[13..]];
        return new IPAddress(group);
    }

    public static byte[] Solicit(PhysicalAddress sender, IPAddress wanted) => Message(Solicitation, 0, wanted, SourceLinkLayer, sender);

    /// <summary>Unsolicited, and overriding what neighbours know.</summary>
    public static byte[] Advertise(PhysicalAddress holder, IPAddress address) => Message(Advertisement, Override, address, TargetLinkLayer, holder);

    /// <summary>Who says in this message that it has which address; null when it is another message, or does not say.</summary>
    public static (IPAddress Address, PhysicalAddress HardwareAddress)? Sender(ReadOnlySpan<byte> message)
    {
        if (message.Length < HeaderLength || message[0] != Advertisement)
        {
            return null;
        }

        for (var options = message[HeaderLength..]; options.Length >= OptionLength && options[1] > 0 && options.Length >= options[1] * 8; options = options[(options[1] * 8)..])
        {
            if (options[0] == TargetLinkLayer)
            {
                return (new IPAddress(message[8..HeaderLength]), new PhysicalAddress(options[2..OptionLength].ToArray()));
            }
        }

        return null;
    }

    private static byte[] Message(byte type, byte flags, IPAddress target, byte option, PhysicalAddress hardwareAddress)
    {
        var message = new byte[HeaderLength + OptionLength];
        message[0] = type;
        message[4] = flags;
        target.GetAddressBytes().CopyTo(message, 8);
        message[HeaderLength] = option;
        message[HeaderLength + 1] = 1; // in units of eight bytes
        hardwareAddress.GetAddressBytes().CopyTo(message, HeaderLength + 2);
        return message;
    }
}
