using System.Net;

namespace RedisOperator.Writer;

/// <summary>What to write where.</summary>
internal sealed record WriterOptions
{
    public required IPEndPoint Address { get; init; }

    /// <summary>Never printed.</summary>
    public string? Password { get; init; }

    /// <summary>Writes a second over all lanes.</summary>
    public int Rate { get; init; } = 200;

    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Half of the writes are followed by WAIT 1; otherwise all are plain.</summary>
    public bool WaitHalf { get; init; }

    public required string LedgerFile { get; init; }

    /// <summary>How long WAIT may take before the write counts as unconfirmed.</summary>
    public TimeSpan WaitTimeout { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long an answer may take before the connection counts as dead.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromMilliseconds(1000);

    public override string ToString() => $"{Rate}/s to {Address} for {Duration.TotalSeconds:0.#} s";
}
