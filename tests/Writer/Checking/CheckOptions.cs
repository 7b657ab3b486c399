using System.Net;

namespace RedisOperator.Writer.Checking;

internal sealed record CheckOptions
{
    public required IPEndPoint Address { get; init; }

    /// <summary>Never printed.</summary>
    public string? Password { get; init; }

    /// <summary>Writes a second over all connections.</summary>
    public int Rate { get; init; } = 200;

    public int Connections { get; init; } = 4;

    /// <summary>Every second connection follows its writes with WAIT 1.</summary>
    public bool WaitHalf { get; init; }

    public required string LedgerFile { get; init; }

    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long WAIT may take before its writes count as unconfirmed.</summary>
    public TimeSpan WaitTimeout { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long an answer may take before the connection is given up and its writes count as unknown.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(1);

    public override string ToString() => $"{Rate}/s over {Connections} connections to {Address}";
}
