using System.Buffers;
using System.IO.Pipelines;

namespace k8s;

/// <summary>Splits a watch's body into lines without copying them.</summary>
internal sealed class WatchLines(Stream body) : IAsyncDisposable
{
    // etcd takes objects of up to 1.5 MiB; a line beyond this is not a watch event.
    private const long LongestLine = 16 * 1024 * 1024;

    private readonly PipeReader _reader = PipeReader.Create(body);
    private SequencePosition? _consumed;

    /// <summary>The next line, valid until the next call; null at the end.</summary>
    /// <exception cref="IOException">The body ended within a line, or the line is too long.</exception>
    public async ValueTask<ReadOnlySequence<byte>?> NextAsync(CancellationToken ct)
    {
        if (_consumed is { } consumed)
        {
            _reader.AdvanceTo(consumed);
            _consumed = null;
        }

        while (true)
        {
            var result = await _reader.ReadAsync(ct).ConfigureAwait(false);
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                _consumed = result.Buffer.GetPosition(1, end);
                return result.Buffer.Slice(0, end);
            }

            var length = result.Buffer.Length;
            _reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted)
            {
                return length == 0 ? null : throw new IOException("the watch ended in the middle of an event");
            }

            if (length > LongestLine)
            {
                throw new IOException($"the watch sent more than {LongestLine} bytes without an end of line");
            }
        }
    }

    public ValueTask DisposeAsync() => _reader.CompleteAsync();
}
