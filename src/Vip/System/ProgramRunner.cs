using System.ComponentModel;
using System.Diagnostics;

namespace RedisOperator.Vip;

/// <summary>How a program ended and what it said.</summary>
public sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>Its own sentence, for messages.</summary>
    public string Said => (Error.Length > 0 ? Error : Output).Trim().ReplaceLineEndings(" ");
}

/// <summary>Runs programs with argument lists: the only place in this room that starts any.</summary>
public sealed class ProgramRunner(TimeProvider time)
{
    // ip and arping live there, and not every service's PATH says so.
    private static readonly string[] MoreFolders = ["/usr/sbin", "/sbin", "/usr/bin", "/bin", "/usr/local/sbin", "/usr/local/bin"];

    /// <summary>The program's path, or null when this host does not have it.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Concat(MoreFolders)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Runs it to its end; one that does not end in time is killed, and counts as failed.</summary>
    public async Task<ProgramResult> RunAsync(string program, IReadOnlyList<string> arguments, TimeSpan limit, CancellationToken ct)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return new ProgramResult(126, "", $"{program} cannot be started: {e.Message}");
        }

        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var timer = time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), bounded, limit, Timeout.InfiniteTimeSpan);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(bounded.Token);
            var error = process.StandardError.ReadToEndAsync(bounded.Token);
            await process.WaitForExitAsync(bounded.Token);
            return new ProgramResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            ct.ThrowIfCancellationRequested();
            return new ProgramResult(124, "", $"{Path.GetFileName(program)} did not end within {limit.TotalSeconds:0.#} s");
        }
    }
}
