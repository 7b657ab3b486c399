namespace RedisOperator.Operator.Tests.Resources;

/// <summary>
/// What the builders and generators are expected to make, as files to read and review. With UPDATE_GOLDEN=1 in the environment the files are written anew
/// instead of compared, and the change is seen in the diff.
/// </summary>
internal static class GoldenFiles
{
    public static bool Update { get; } = Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    public static string Root { get; } = FindRoot();

    public static string Cases { get; } = Path.Combine(Root, "tests/Operator.Tests/Resources/Golden");

    public static string Config { get; } = Path.Combine(Root, "config");

    public static string Chart { get; } = Path.Combine(Root, "charts/redis-operator");

    public static void ShouldMatch(string path, string text)
    {
        if (Update)
        {
            File.WriteAllText(path, text);
        }

        File.Exists(path).ShouldBeTrue($"{path} is missing: run the tests with UPDATE_GOLDEN=1 and review what they write");
        text.ShouldBe(File.ReadAllText(path), $"{path} differs");
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "RedisOperator.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("The tests run from below the repository");
        }

        return directory.FullName;
    }
}
