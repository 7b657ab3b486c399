namespace RedisOperator.LocalCluster.Nodes.Native;

/// <summary>Where a program is. The sbin directories are looked at too: an ordinary user's PATH often lacks them.</summary>
internal static class ProgramPath
{
    private static readonly string[] Always = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Concat(Always)
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(File.Exists);
}
