using RedisOperator.TestSupport;

namespace RedisOperator.Plugin.Tests;

/// <summary>Expected screens, as files to read and review.</summary>
internal static class Golden
{
    private static readonly bool Update = Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    public static void ShouldMatch(string file, string text)
    {
        var path = Path.Combine(RepositoryPaths.Root, "tests", "Plugin.Tests", "Golden", file);
        if (Update)
        {
            File.WriteAllText(path, text);
        }

        File.Exists(path).ShouldBeTrue($"{path} is missing: run the tests with UPDATE_GOLDEN=1 and review what they write");
        text.ShouldBe(File.ReadAllText(path), $"{file} differs");
    }
}
