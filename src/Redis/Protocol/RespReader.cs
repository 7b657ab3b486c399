using System.Diagnostics.CodeAnalysis;

namespace RedisOperator.Redis;

/// <summary>
/// An incremental RESP2/RESP3 parser over its own buffer: write received bytes into <see cref="GetMemory"/>, <see cref="Advance"/>,
/// then take values with <see cref="TryRead"/> until it says no. What is complete is parsed once, however the bytes were split:
/// open arrays are kept on a stack, not parsed again from their start. Throws <see cref="RespException"/>; after that it is unusable.
/// </summary>
internal sealed class RespReader(RespLimits limits)
{
    // Thousands of connections are idle most of the time; what one large answer needed is given back after it.
    private const int InitialBytes = 1024;
    private const int KeptBytes = 16 * 1024;
    private readonly Stack<OpenAggregate> _open = new();
    private byte[] _buffer = new byte[InitialBytes];
    private int _start;
    private int _end;
    private int _elements;

    public Memory<byte> GetMemory()
    {
        if (_start == _end)
        {
            _start = _end = 0;
            if (_buffer.Length > KeptBytes)
            {
                _buffer = new byte[InitialBytes];
            }
        }

        if (_end == _buffer.Length)
        {
            MakeRoom();
        }

        return _buffer.AsMemory(_end);
    }

    public void Advance(int bytes) => _end += bytes;

    public bool TryRead([NotNullWhen(true)] out RedisResult? value)
    {
        while (TryReadToken(out var token))
        {
            if (token is not null && TryClose(token, out value))
            {
                _elements = 0;
                return true;
            }
        }

        value = null;
        return false;
    }

    private void MakeRoom()
    {
        var target = _start > _buffer.Length / 2 ? _buffer : new byte[_buffer.Length * 2];
        _buffer.AsSpan(_start, _end - _start).CopyTo(target);
        _buffer = target;
        _end -= _start;
        _start = 0;
    }

    /// <summary>Gives a complete scalar or empty aggregate, or null for what only opened or skipped something; false when bytes are missing.</summary>
    private bool TryReadToken(out RedisResult? token)
    {
        token = null;
        var unread = _buffer.AsSpan(_start, _end - _start);
        var lineLength = unread.IndexOf("\r\n"u8);
        if (lineLength < 0)
        {
            Check(unread.Length <= limits.MaxLineBytes, "a line is too long");
            return false;
        }

        Check(lineLength is > 0 && lineLength <= limits.MaxLineBytes, "a line is empty or too long");
        var line = unread[1..lineLength];
        var after = lineLength + 2;
        switch (unread[0])
        {
            case (byte)'$' or (byte)'=' or (byte)'!':
                return TryReadBulk(unread, (char)unread[0], line, after, out token);
            case (byte)'*' or (byte)'%' or (byte)'~' or (byte)'>' or (byte)'|':
                token = OpenOrEmpty((char)unread[0], line);
                break;
            default:
                token = ReadLine((char)unread[0], line);
                break;
        }

        Consume(after);
        return true;
    }

    private bool TryReadBulk(ReadOnlySpan<byte> unread, char type, ReadOnlySpan<byte> header, int start, out RedisResult? token)
    {
        token = null;
        var length = Length(header, limits.MaxBulkBytes);
        if (length < 0)
        {
            token = RedisResult.Null;
            Consume(start);
            return true;
        }

        if (unread.Length < start + length + 2)
        {
            return false;
        }

        Check(unread.Slice(start + length, 2).SequenceEqual("\r\n"u8), "a bulk string does not end where it said");
        var body = unread.Slice(start, length);
        if (type == '=')
        {
            Check(length >= 4 && body[3] == (byte)':', "a verbatim string has no format");
            body = body[4..];
        }

        token = RedisResult.Scalar(type == '!' ? RedisResultKind.Error : RedisResultKind.Bulk, body);
        Consume(start + length + 2);
        return true;
    }

    private RedisResult? OpenOrEmpty(char type, ReadOnlySpan<byte> header)
    {
        var declared = Length(header, limits.MaxElements);
        if (declared < 0)
        {
            return RedisResult.Null;
        }

        var aggregate = new OpenAggregate(type, declared);
        if (aggregate.Expected == 0)
        {
            return aggregate.IsAttribute ? null : aggregate.Close();
        }

        Check(_open.Count < limits.MaxDepth, "values are nested too deeply");
        _open.Push(aggregate);
        return null;
    }

    private static RedisResult ReadLine(char type, ReadOnlySpan<byte> line)
    {
        switch (type)
        {
            case '+':
                return RedisResult.Scalar(RedisResultKind.SimpleString, line);
            case '-':
                return RedisResult.Scalar(RedisResultKind.Error, line);
            case ':':
                Check(RespNumbers.Int64(line) is not null, "an integer is not one");
                return RedisResult.Scalar(RedisResultKind.Integer, line);
            case '(':
                return RedisResult.Scalar(RedisResultKind.Bulk, line);
            case ',':
                Check(RespNumbers.Double(line) is not null, "a double is not one");
                return RedisResult.Scalar(RedisResultKind.Double, line);
            case '#':
                Check(line is [(byte)'t'] or [(byte)'f'], "a boolean is neither true nor false");
                return RedisResult.Scalar(RedisResultKind.Boolean, line);
            case '_':
                return RedisResult.Null;
            default:
                throw new RespException($"a value starts with byte 0x{(int)type:x2}");
        }
    }

    private bool TryClose(RedisResult value, [NotNullWhen(true)] out RedisResult? root)
    {
        Check(++_elements <= limits.MaxElements, "an answer has too many elements");
        while (_open.TryPeek(out var parent))
        {
            parent.Add(value);
            if (!parent.IsComplete)
            {
                root = null;
                return false;
            }

            _open.Pop();
            if (parent.IsAttribute)
            {
                root = null;
                return false;
            }

            value = parent.Close();
        }

        root = value;
        return true;
    }

    private static int Length(ReadOnlySpan<byte> header, int max)
    {
        var length = RespNumbers.Int64(header);
        Check(length is >= -1 && length <= max, "a length is missing or beyond the limit");
        return (int)length!.Value;
    }

    private void Consume(int bytes) => _start += bytes;

    private static void Check([DoesNotReturnIf(false)] bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new RespException(otherwise);
        }
    }
}
