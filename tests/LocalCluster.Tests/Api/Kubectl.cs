using System.Diagnostics;
using System.Text;

namespace RedisOperator.LocalCluster.Tests.Api;

/// <summary>What a run of kubectl printed, and how it ended.</summary>
public sealed record KubectlResult(int ExitCode, string Output, string Errors)
{
    public string Succeeded()
    {
        ExitCode.ShouldBe(0, $"{Output}{Errors}");
        return Output;
    }

    public string Failed()
    {
        ExitCode.ShouldNotBe(0, Output);
        return Errors;
    }
}

/// <summary>The machine's real kubectl, with a home directory of its own (it caches discovery and OpenAPI there).</summary>
public sealed class Kubectl : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("kubectl-home-");

    public Kubectl(string kubeconfig) => File.WriteAllText(Path.Combine(_home.FullName, "config"), kubeconfig);

    public void Dispose() => _home.Delete(recursive: true);

    public Task<KubectlResult> RunAsync(params string[] arguments) => RunWithAsync("", arguments);

    /// <summary>The manifest goes in by standard input: name it "-".</summary>
    public async Task<KubectlResult> RunWithAsync(string input, params string[] arguments)
    {
        using var process = Start(arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }

        return new KubectlResult(process.ExitCode, await output, await errors);
    }

    /// <summary>Runs until a line on standard output satisfies <paramref name="enough"/>; then ends it.</summary>
    public async Task<string> RunUntilAsync(Func<string, bool> enough, Func<string, Task> seen, params string[] arguments)
    {
        using var process = Start(arguments);
        process.StandardInput.Close();
        var all = new StringBuilder();
        try
        {
            while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                all.AppendLine(line);
                await seen(line);
                if (enough(line))
                {
                    break;
                }
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }

        return all.ToString();
    }

    private Process Start(string[] arguments)
    {
        var path = FindKubectl();
        var start = new ProcessStartInfo(path, ["--request-timeout=60s", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _home.FullName,
        };
        start.Environment["HOME"] = _home.FullName;
        start.Environment["KUBECONFIG"] = Path.Combine(_home.FullName, "config");
        return Process.Start(start)!;
    }

    private static string FindKubectl() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Select(directory => Path.Combine(directory, "kubectl")).FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException("These tests run the machine's real kubectl, and there is none on the PATH: install kubectl (https://kubernetes.io/docs/tasks/tools).");
}
