namespace RedisOperator.Vip;

/// <summary>A password as it is now. One from a file is read anew each time it is needed: whoever changes it replaces the file, and needs no restart for that. Never printed.</summary>
public sealed class Password
{
    private readonly Func<string> _read;
    private volatile string _last;

    private Password(Func<string> read)
    {
        _read = read;
        _last = read();
    }

    /// <summary>The last one that could be read: a file that is away for a moment changes nothing.</summary>
    public string Current
    {
        get
        {
            try
            {
                _last = _read();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return _last;
            }

            return _last;
        }
    }

    public static Password Fixed(string text) => new(() => text);

    /// <param name="readFile">throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> for one that cannot be read, now and later</param>
    public static Password InFile(string path, Func<string, string> readFile) => new(() => readFile(path).TrimEnd('\r', '\n'));

    public override string ToString() => "(a password)";
}
