namespace k8s;

/// <summary>
/// A small file that another process replaces (a projected token, a CA). It is read again once what is known is older than a few seconds,
/// whatever its times say: the mounts of a pod are chains of symbolic links whose own times never change.
/// </summary>
internal sealed class RereadFile(string path, TimeProvider time, TimeSpan maxAge)
{
    private readonly Lock _gate = new();
    private byte[]? _content;
    private long _readAt;

    /// <summary>The content; the same array as long as it has not changed. If it cannot be read now, what was last read stands.</summary>
    /// <exception cref="KubeConfigException">It could never be read.</exception>
    public byte[] Read()
    {
        lock (_gate)
        {
            if (_content is not null && time.GetElapsedTime(_readAt) < maxAge)
            {
                return _content;
            }

            return Reread();
        }
    }

    /// <summary>The next read goes to the file.</summary>
    public void Invalidate()
    {
        lock (_gate)
        {
            _readAt = time.GetTimestamp() - (long)(maxAge.TotalSeconds * time.TimestampFrequency) - 1;
        }
    }

    private byte[] Reread()
    {
        try
        {
            var content = File.ReadAllBytes(path);
            _readAt = time.GetTimestamp();
            if (_content is null || !content.AsSpan().SequenceEqual(_content))
            {
                _content = content;
            }

            return _content;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // kubelet is replacing it, or it is gone for good: then the API server will say 401, which says more than a missing file.
            return _content ?? throw new KubeConfigException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
