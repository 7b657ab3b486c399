namespace RedisOperator.KubectlHelm.Tests;

/// <summary>Where the programs are that `make tools` fetched, and this project's own files.</summary>
internal static class Tools
{
    private static readonly string[] Kubectls = ["kubectl-1.32", "kubectl-1.35"];
    private static readonly string[] Helms = ["helm-3.17", "helm-4.1"];

    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> VersionsFor(string scenario) => scenario.StartsWith("helm", StringComparison.Ordinal) ? Helms : Kubectls;

    public static string Folder(string name) => Path.Combine(Root, "tests", "KubectlHelm.Tests", name);

    public static string Program(string version)
    {
        var path = Path.Combine(Root, "artifacts", "tools", version);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing: make tools fetches it");
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "RedisOperator.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new DirectoryNotFoundException("the repository is not above the tests");
    }
}
