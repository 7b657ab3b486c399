using System.Threading.Channels;

namespace RedisOperator.LocalCluster.Nodes.Containers;

/// <summary>A stream that passes on what it reads, also to those who listen from some moment on.</summary>
internal sealed class Broadcast(Stream source) : Stream
{
    private readonly Lock _gate = new();
    private readonly List<Channel<byte[]>> _listeners = [];
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Everything from now on; it ends when the source does.</summary>
    public ChannelReader<byte[]> Listen()
    {
        var channel = Channel.CreateUnbounded<byte[]>();
        lock (_gate)
        {
            if (_ended)
            {
                channel.Writer.Complete();
            }

            _listeners.Add(channel);
        }

        return channel.Reader;
    }

    public void Leave(ChannelReader<byte[]> reader)
    {
        lock (_gate)
        {
            _listeners.RemoveAll(channel => channel.Reader == reader);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await source.ReadAsync(buffer, cancellationToken);
        lock (_gate)
        {
            _ended = read == 0;
            foreach (var listener in _listeners)
            {
                if (read == 0)
                {
                    listener.Writer.TryComplete();
                }
                else
                {
                    listener.Writer.TryWrite(buffer[..read].ToArray());
                }
            }
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
