namespace k8s;

/// <summary>PEM from the configuration's data or from a file that may change. The same array comes back as long as it has not changed.</summary>
internal sealed class PemSource
{
    private readonly byte[]? _data;
    private readonly RereadFile? _file;

    private PemSource(byte[]? data, RereadFile? file)
    {
        _data = data;
        _file = file;
    }

    public static PemSource? From(byte[]? data, string? file, TimeProvider time, TimeSpan maxAge) =>
        data is not null ? new PemSource(data, null)
        : file is not null ? new PemSource(null, new RereadFile(file, time, maxAge))
        : null;

    public byte[] Read() => _data ?? _file!.Read();
}
