using System.Diagnostics;

namespace RedisOperator.KubectlHelm.Tests;

/// <summary>One local cluster of three nodes for all scenarios, which come one after the other.</summary>
public sealed class PlayedCluster : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("played-cluster-");

    public string Kubeconfig => Path.Combine(_directory.FullName, "kubeconfig");

    public string Folder => _directory.FullName;

    public async ValueTask InitializeAsync() => await LocalClusterAsync("up", "--nodes", "3");

    public async ValueTask DisposeAsync()
    {
        await LocalClusterAsync("down");
        _directory.Delete(recursive: true);
    }

    private async Task LocalClusterAsync(params string[] arguments)
    {
        // Beside this project's own output: …/bin/LocalCluster/release/local-cluster.
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var program = Path.Combine(Tools.Root, "artifacts", "dotnet", "bin", "LocalCluster", configuration, "local-cluster");
        using var process = Process.Start(new ProcessStartInfo(program, [.. arguments, "--dir", _directory.FullName]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await output + await error);
    }
}
