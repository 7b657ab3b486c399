namespace RedisOperator.Chart.Tests;

/// <summary>The chart as an earlier version of it could have been: with another CRD.</summary>
internal sealed class EarlierChart : IDisposable
{
    public const string Text = "What an earlier version said about the spec.";

    private readonly TempDirectory _folder = new("earlier-chart");

    public EarlierChart()
    {
        foreach (var file in Directory.EnumerateFiles(Helm.Chart, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(_folder.Path, System.IO.Path.GetRelativePath(Helm.Chart, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var crd = System.IO.Path.Combine(_folder.Path, "files", "crd.yaml");
        var before = File.ReadAllText(crd);
        var after = before.Replace("description: What the group should be.", $"description: {Text}", StringComparison.Ordinal);
        after.ShouldNotBe(before);
        File.WriteAllText(crd, after);
    }

    public string Path => _folder.Path;

    public void Dispose() => _folder.Dispose();
}
