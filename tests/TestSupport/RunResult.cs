namespace RedisOperator.TestSupport;

/// <summary>How a program ended, with everything it said.</summary>
public sealed record RunResult(string Command, int ExitCode, string StandardOutput, string StandardError, TimeSpan Elapsed)
{
    public bool Succeeded => ExitCode == 0;

    public RunResult EnsureSuccess() => Succeeded ? this : throw new RunFailedException(this);

    public override string ToString() =>
        $"$ {Command}\nexit code {ExitCode} after {Elapsed.TotalMilliseconds:0} ms\n--- stdout\n{StandardOutput.TrimEnd()}\n--- stderr\n{StandardError.TrimEnd()}";
}

public sealed class RunFailedException(RunResult result) : Exception(result.ToString())
{
    public RunResult Result { get; } = result;
}
