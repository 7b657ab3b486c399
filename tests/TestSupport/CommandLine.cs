namespace RedisOperator.TestSupport;

/// <summary>A program and its arguments, never a shell string.</summary>
public sealed record CommandLine(string Program, params IReadOnlyList<string> Arguments)
{
    public string? WorkingDirectory { get; init; }

    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>What the program reads on its standard input; null is an empty input.</summary>
    public string? Input { get; init; }

    /// <summary>More will be said to it while it runs: <see cref="RunningProcess.Say"/>.</summary>
    public bool KeepsInputOpen { get; init; }

    public override string ToString() => $"{Path.GetFileName(Program)} {string.Join(' ', Arguments)}";

    /// <summary>Runs it to its end. A program that does not end in time is killed, and that is an exception.</summary>
    public async Task<RunResult> RunAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var limit = timeout ?? TimeSpan.FromSeconds(60);
        await using var process = RunningProcess.Start(this);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(limit);
        try
        {
            return await process.Completion.WaitAsync(bounded.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{this} did not end within {limit.TotalSeconds:0.#} s. It said last:\n{process.Tail}", e);
        }
    }

    /// <summary>Runs it to its end and answers what it printed.</summary>
    /// <exception cref="RunFailedException">It ended with another code than 0.</exception>
    public async Task<string> OutputAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        (await RunAsync(timeout, cancellationToken)).EnsureSuccess().StandardOutput;
}
