using System.Diagnostics;
using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Tests.Api;

namespace RedisOperator.LocalCluster.Tests.Nodes;

/// <summary>The real `local-cluster`, in a directory of its own.</summary>
public sealed class LocalClusterProcess : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("local-cluster-");

    public string Root => _directory.FullName;

    public static string Program => Path.Combine(AppContext.BaseDirectory, "local-cluster");

    public JsonNode Json => JsonNode.Parse(File.ReadAllText(Path.Combine(Root, "cluster.json")))!;

    public int Pid => (int)Json["pid"]!;

    public int InitPid => (int)Json["initPid"]!;

    /// <summary>Starts a command; most take --dir.</summary>
    public static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(Program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>The certificate that signed the API server's, as the kubeconfig has it.</summary>
    public byte[] Authority() => Convert.FromBase64String(
        File.ReadLines(Path.Combine(Root, "kubeconfig")).Single(line => line.Contains("certificate-authority-data:", StringComparison.Ordinal)).Split(": ")[1].Trim(' ', '"'));

    public Kubectl Kubectl() => new(File.ReadAllText(Path.Combine(Root, "kubeconfig")));

    public Task<KubectlResult> UpAsync(params string[] more) => RunAsync(["up", "--dir", Root, .. more]);

    public Task<KubectlResult> EnterAsync(params string[] command) => RunAsync(["enter", "--dir", Root, "--", .. command]);

    public Task<KubectlResult> FaultAsync(string kind, string pod) => RunAsync(["fault", kind, "--dir", Root, "--pod", pod]);

    public Task<KubectlResult> DownAsync() => RunAsync(["down", "--dir", Root]);

    public static async Task<KubectlResult> RunAsync(string[] arguments)
    {
        using var process = Start(arguments);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new KubectlResult(process.ExitCode, await output, await error);
    }

    /// <summary>Ends what still runs. The directory goes, too.</summary>
    public void Dispose()
    {
        using var down = Start("down", "--dir", Root);
        down.WaitForExit();
        _directory.Delete(recursive: true);
    }
}
