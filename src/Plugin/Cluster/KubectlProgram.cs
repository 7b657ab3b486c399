using System.ComponentModel;
using System.Diagnostics;

namespace RedisOperator.Plugin.Cluster;

/// <summary>
/// The user's own kubectl, for exec and logs: it knows the user's ways of signing in and of reaching the cluster. The only place here that starts a program,
/// with a list of arguments, never by a shell.
/// </summary>
internal sealed class KubectlProgram(string? kubeconfig, string? context)
{
    private const string Name = "kubectl";

    /// <summary>Runs it to its end; a program that takes longer than that is killed.</summary>
    /// <exception cref="PluginException">There is no kubectl, or it did not end in time.</exception>
    public async Task<KubectlResult> RunAsync(TimeSpan limit, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(limit, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync(either.Token);
        var error = process.StandardError.ReadToEndAsync(either.Token);
        try
        {
            await process.WaitForExitAsync(either.Token);
            return new KubectlResult(process.ExitCode, await output, (await error).Trim());
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new PluginException($"kubectl {arguments[0]} gave no answer within {limit.TotalSeconds:0} s");
        }
        finally
        {
            End(process);
        }
    }

    /// <summary>Hands on each line as it comes, until the program ends.</summary>
    public async Task<KubectlResult> StreamAsync(IReadOnlyList<string> arguments, Action<string> onLine, CancellationToken ct)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync(ct);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(ct) is { } line)
            {
                onLine(line);
            }

            await process.WaitForExitAsync(ct);
            return new KubectlResult(process.ExitCode, "", (await error).Trim());
        }
        finally
        {
            End(process);
        }
    }

    private Process Start(IReadOnlyList<string> arguments)
    {
        List<string> all = [.. kubeconfig is null ? [] : new[] { "--kubeconfig", kubeconfig }, .. context is null ? [] : new[] { "--context", context }, .. arguments];
        try
        {
            var process = Process.Start(new ProcessStartInfo(Name, all) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true });
            process!.StandardInput.Close();
            return process;
        }
        catch (Win32Exception e)
        {
            throw new PluginException($"{Name} is not on the PATH ({e.Message})");
        }
    }

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
        }
    }
}

/// <param name="Error">What it wrote on standard error, trimmed.</param>
internal sealed record KubectlResult(int Code, string Output, string Error);
