namespace RedisOperator.TestSupport;

/// <summary>Where things are in this checkout, found from the running program, so that it does not matter where it was started.</summary>
public static class RepositoryPaths
{
    public static string Root { get; } = FindRoot();

    public static string Artifacts { get; } = Path.Combine(Root, "artifacts");

    public static string Config { get; } = Path.Combine(Root, "config");

    /// <summary>The program of a sister project, built with the same configuration as the program that asks.</summary>
    /// <exception cref="FileNotFoundException">It is not built; the message says how to.</exception>
    public static string Program(string project, string executable)
    {
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var path = Path.Combine(Artifacts, "dotnet", "bin", project, configuration, executable);
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"{executable} is not built: {path} is missing; run 'make build' (or dotnet build -c {configuration}).", path);
    }

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "RedisOperator.sln")))
            {
                return at.FullName;
            }
        }

        throw new DirectoryNotFoundException($"RedisOperator.sln stands in no folder above {AppContext.BaseDirectory}: run from a checkout.");
    }
}
