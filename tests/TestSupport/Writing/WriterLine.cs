using System.Text.Json;
using System.Text.Json.Serialization;

namespace RedisOperator.TestSupport.Writing;

/// <summary>One line that vip-writer prints, as JSON; times are UTC, to the microsecond or better.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(WriterStarted), "started")]
[JsonDerivedType(typeof(WriterSecond), "second")]
[JsonDerivedType(typeof(WriterGap), "gap")]
[JsonDerivedType(typeof(WriterSummary), "summary")]
[JsonDerivedType(typeof(MissingWrite), "missing")]
[JsonDerivedType(typeof(WriterVerdict), "verdict")]
public abstract record WriterLine
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Null for a line that is not one of the writer's (a log line of something around it).</summary>
    public static WriterLine? Parse(string line)
    {
        if (!line.StartsWith("{\"type\":", StringComparison.Ordinal))
        {
            return null;
        }

        return JsonSerializer.Deserialize<WriterLine>(line, Json);
    }
}

/// <summary>The first write of every lane was accepted; from here on the writer keeps its rate.</summary>
public sealed record WriterStarted(DateTimeOffset At, string Address, double ConnectMs) : WriterLine;

public sealed record WriterSecond(DateTimeOffset At, WriteCounts Plain, WriteCounts Wait) : WriterLine;

/// <summary>An interruption of one lane that is over.</summary>
/// <param name="Lane">plain or wait</param>
/// <param name="LastAcceptedAt">when the answer to the last write before it arrived</param>
/// <param name="BrokenAt">when the lane noticed</param>
/// <param name="FirstAcceptedAt">when the answer to the first write after it arrived</param>
/// <param name="Milliseconds">from the last accepted to the first accepted</param>
/// <param name="ConnectAttempts">connections tried in between</param>
/// <param name="OwnMs">of that, the writer's own part at the end: from the start of the attempt that succeeded to the accepted write</param>
/// <param name="Cause">what broke the lane</param>
public sealed record WriterGap(
    string Lane,
    DateTimeOffset LastAcceptedAt,
    DateTimeOffset BrokenAt,
    DateTimeOffset FirstAcceptedAt,
    double Milliseconds,
    int ConnectAttempts,
    double OwnMs,
    string Cause) : WriterLine;

public sealed record WriterSummary(DateTimeOffset At, WriteCounts Plain, WriteCounts Wait, double LongestGapMs) : WriterLine;

/// <summary>An acknowledged write that cannot be read back.</summary>
public sealed record MissingWrite(string Lane, string Key) : WriterLine;

public sealed record WriterVerdict(int AcknowledgedPlain, int LostPlain, int AcknowledgedWait, int LostWait) : WriterLine;

/// <summary>What became of the writes of one lane.</summary>
/// <param name="Acknowledged">answered OK (and, in the lane with WAIT, held by at least one replica)</param>
/// <param name="Unconfirmed">answered OK, but no replica confirmed it in time; only in the lane with WAIT</param>
/// <param name="Refused">certainly not written: no connection, or an error as the answer</param>
/// <param name="Unknown">sent, and the answer never came</param>
public sealed record WriteCounts(int Acknowledged, int Unconfirmed, int Refused, int Unknown);
