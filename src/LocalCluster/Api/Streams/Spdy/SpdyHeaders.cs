using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace RedisOperator.LocalCluster.Api.Streams.Spdy;

/// <summary>
/// The header blocks of one connection: one zlib stream for each direction, with a preset dictionary, which .NET does not
/// offer. Reading: a raw inflater that is first given the dictionary as a stored block. Writing: stored blocks only.
/// </summary>
internal sealed class SpdyHeaders : IDisposable
{
    // Two bytes of zlib's own and the dictionary's checksum.
    private const int ZlibPreface = 6;
    private const int Longest = 64 * 1024;
    private readonly Feed _feed = new();
    private readonly DeflateStream _inflater;
    private bool _prefaceRead;
    private bool _prefaceWritten;

    public SpdyHeaders()
    {
        _feed.Add(Stored(SpdyDictionary.Bytes));
        _inflater = new DeflateStream(_feed, CompressionMode.Decompress);
        _inflater.ReadExactly(new byte[SpdyDictionary.Bytes.Length]);
    }

    public Dictionary<string, string> Read(ReadOnlySpan<byte> block)
    {
        _feed.Add(_prefaceRead ? block.ToArray() : block[ZlibPreface..].ToArray());
        _prefaceRead = true;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var count = Number();
        for (var i = 0; i < count; i++)
        {
            var name = Word();
            headers[name] = Word();
        }

        return headers;
    }

    /// <summary>A block with no headers at all: all that a reply needs.</summary>
    public byte[] WriteNone()
    {
        // The empty block behind it is a flush: without it the reader waits for more.
        byte[] block = [.. Stored([0, 0, 0, 0]), .. Stored([])];
        if (_prefaceWritten)
        {
            return block;
        }

        _prefaceWritten = true;
        var preface = new byte[ZlibPreface];
        preface[0] = 0x78;
        preface[1] = 0xbb;
        BinaryPrimitives.WriteUInt32BigEndian(preface.AsSpan(2), SpdyDictionary.Checksum);
        return [.. preface, .. block];
    }

    public void Dispose()
    {
        _inflater.Dispose();
        _feed.Dispose();
    }

    private int Number()
    {
        Span<byte> bytes = stackalloc byte[4];
        _inflater.ReadExactly(bytes);
        return BinaryPrimitives.ReadInt32BigEndian(bytes) is var number && number is >= 0 and <= Longest ? number : throw new InvalidDataException("a header block is too long");
    }

    private string Word()
    {
        var bytes = new byte[Number()];
        _inflater.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>A deflate block that is not the last one and holds the bytes as they are.</summary>
    private static byte[] Stored(byte[] bytes) =>
        [0, (byte)bytes.Length, (byte)(bytes.Length >> 8), (byte)~bytes.Length, (byte)(~bytes.Length >> 8), .. bytes];

    /// <summary>Bytes that come piece by piece. Each block is complete, so that the inflater never asks for more than is there.</summary>
    private sealed class Feed : Stream
    {
        private readonly Queue<byte[]> _pieces = new();
        private int _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public void Add(byte[] piece) => _pieces.Enqueue(piece);

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (!_pieces.TryPeek(out var piece))
            {
                return 0;
            }

            var taken = Math.Min(count, piece.Length - _at);
            piece.AsSpan(_at, taken).CopyTo(buffer.AsSpan(offset));
            _at += taken;
            if (_at == piece.Length)
            {
                _pieces.Dequeue();
                _at = 0;
            }

            return taken;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }
    }
}
