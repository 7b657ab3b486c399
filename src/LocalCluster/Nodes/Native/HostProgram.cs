using System.Diagnostics;

namespace RedisOperator.LocalCluster.Nodes.Native;

/// <summary>A program run to its end, optionally inside a network namespace (a path), with text on its standard input.</summary>
internal static class HostProgram
{
    public sealed record Result(int ExitCode, string Output, string Error);

    /// <exception cref="HostProgramException">The program ended with another code than 0.</exception>
    public static async Task<string> RunAsync(string? netns, string program, IEnumerable<string> arguments, string? input, CancellationToken ct)
    {
        var args = arguments.ToList();
        var result = await TryRunAsync(netns, program, args, input, ct);
        return result.ExitCode == 0
            ? result.Output
            : throw new HostProgramException($"{program} {string.Join(' ', args)}: exit code {result.ExitCode}: {result.Error.Trim()} {result.Output.Trim()}");
    }

    public static async Task<Result> TryRunAsync(string? netns, string program, IEnumerable<string> arguments, string? input, CancellationToken ct)
    {
        var start = new ProcessStartInfo(ProgramPath.Find(program) ?? throw new HostProgramException($"{program}: not installed"), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = netns is null ? Process.Start(start)! : await NamespaceThread.RunAsync(() =>
        {
            Linux.EnterNamespace(netns, Linux.NewNamespaceNet);
            return Process.Start(start)!;
        });
        // Process closes only the streams that nobody has asked it for.
        using var standardOutput = process.StandardOutput;
        using var standardError = process.StandardError;
        var output = standardOutput.ReadToEndAsync(ct);
        var error = standardError.ReadToEndAsync(ct);
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), ct);
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync(ct);
        return new Result(process.ExitCode, await output, await error);
    }
}

internal sealed class HostProgramException(string message) : Exception(message);
