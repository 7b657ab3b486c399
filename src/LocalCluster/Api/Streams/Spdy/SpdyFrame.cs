using System.Buffers.Binary;

namespace RedisOperator.LocalCluster.Api.Streams.Spdy;

/// <summary>One SPDY/3.1 frame. Type 0 is data; Id is the stream (or the ping); Body is what follows it.</summary>
internal sealed record SpdyFrame(int Type, byte Flags, int Id, ReadOnlyMemory<byte> Body)
{
    public const int Data = 0;
    public const int SynStream = 1;
    public const int SynReply = 2;
    public const int Reset = 3;
    public const int Ping = 6;
    public const int GoAway = 7;
    public const byte Fin = 1;
    public const int HeaderLength = 8;
    private const int ControlBit = 0x80;
    private const int Version = 3;

    public bool IsFin => (Flags & Fin) != 0;

    /// <summary>How long the whole frame is whose first bytes these are.</summary>
    public static int LengthOf(ReadOnlySpan<byte> header) => HeaderLength + ((header[5] << 16) | (header[6] << 8) | header[7]);

    public static SpdyFrame Read(ReadOnlyMemory<byte> frame)
    {
        var bytes = frame.Span;
        if ((bytes[0] & ControlBit) == 0)
        {
            return new SpdyFrame(Data, bytes[4], (int)(BinaryPrimitives.ReadUInt32BigEndian(bytes) & 0x7fffffff), frame[HeaderLength..]);
        }

        var type = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        var id = bytes.Length >= HeaderLength + 4 ? (int)(BinaryPrimitives.ReadUInt32BigEndian(bytes[HeaderLength..]) & 0x7fffffff) : 0;
        return new SpdyFrame(type, bytes[4], id, bytes.Length >= HeaderLength + 4 ? frame[(HeaderLength + 4)..] : default);
    }

    public byte[] ToBytes()
    {
        var isData = Type == Data;
        var length = Body.Length + (isData ? 0 : 4);
        var bytes = new byte[HeaderLength + length];
        if (isData)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes, Id);
        }
        else
        {
            bytes[0] = ControlBit;
            bytes[1] = Version;
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)Type);
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(HeaderLength), Id);
        }

        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), length);
        bytes[4] = Flags;
        Body.CopyTo(bytes.AsMemory(HeaderLength + (isData ? 0 : 4)));
        return bytes;
    }
}
