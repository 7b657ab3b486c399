namespace RedisOperator.Operator.Diagnostics;

/// <summary>Files of one directory that are written from the code: relative paths and contents, in a fixed order.</summary>
public sealed record GeneratedFiles(string Directory, IReadOnlyList<(string Path, string Text)> Files)
{
    /// <summary>Writes those that differ and answers their relative paths.</summary>
    public IReadOnlyList<string> Write()
    {
        var differing = Differences();
        foreach (var (path, text) in Files.Where(file => differing.Contains(file.Path)))
        {
            var file = Path.Combine(Directory, path);
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        return differing;
    }

    /// <summary>The relative paths of files that are missing or not what would be written.</summary>
    public IReadOnlyList<string> Differences() =>
        [.. Files.Where(file => !IsWritten(Path.Combine(Directory, file.Path), file.Text)).Select(file => file.Path)];

    private static bool IsWritten(string path, string text) => File.Exists(path) && File.ReadAllText(path) == text;
}
