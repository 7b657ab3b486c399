namespace RedisOperator.TestSupport;

/// <summary>A directory of one test's own, readable by its owner only, gone when disposed.</summary>
public sealed class TempDirectory : IDisposable
{
    public TempDirectory(string purpose) =>
        Path = Directory.CreateTempSubdirectory($"redis-operator-{purpose}-").FullName;

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
