namespace RedisOperator.Writer;

/// <summary>The file with every acknowledged write, a line each: lane, space, key. The value of a key is the key's last part.</summary>
internal sealed class Ledger(string path) : IAsyncDisposable
{
    private readonly StreamWriter _file = new(path, append: false);
    private readonly Lock _gate = new();

    public void Acknowledged(string lane, string key)
    {
        lock (_gate)
        {
            _file.Write(lane);
            _file.Write(' ');
            _file.Write(key);
            _file.Write('\n');
        }
    }

    public static IReadOnlyList<(string Lane, string Key)> Read(string path) =>
        [.. File.ReadLines(path).Select(line => line.Split(' ', 2)).Where(parts => parts.Length == 2).Select(parts => (parts[0], parts[1]))];

    public static string ValueOf(string key) => key[(key.LastIndexOf(':') + 1)..];

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
