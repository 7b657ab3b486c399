using System.Globalization;

namespace RedisOperator.TestSupport.Checking;

/// <summary>What became of a write.</summary>
public enum WriteOutcome
{
    /// <summary>Answered OK.</summary>
    Acknowledged,

    /// <summary>Answered OK, and WAIT 1 found a replica that has it.</summary>
    Confirmed,

    /// <summary>Answered OK, but WAIT 1 found none in time.</summary>
    Unconfirmed,

    /// <summary>Answered with an error.</summary>
    Refused,

    /// <summary>Sent and never answered.</summary>
    Unknown,
}

/// <summary>One write in a ledger's file: a line of words.</summary>
/// <param name="Connection">the number of the connection it went on</param>
/// <param name="Lane">the number of the client: a lane has one connection after the other</param>
/// <param name="Server">the announced address of the redis at the connection's other end</param>
/// <param name="Number">the lane's own count</param>
/// <param name="SentAt">when it was sent</param>
/// <param name="AnsweredAt">when the answer to the SET came; for a write without one, when it was given up</param>
public sealed record LedgerEntry(
    string Run, int Lane, int Connection, string Server, int Number, WriteOutcome Outcome, DateTimeOffset SentAt, DateTimeOffset AnsweredAt, string Detail)
{
    public string Key => $"check:{Run}:{Lane}:{Number}";

    public string Value => $"{Number}";

    public bool WasAnsweredOk => Outcome is WriteOutcome.Acknowledged or WriteOutcome.Confirmed or WriteOutcome.Unconfirmed;

    public static LedgerEntry Parse(string line)
    {
        var words = line.Split(' ', 9);
        return new LedgerEntry(
            words[0], Number32(words[1]), Number32(words[2]), words[3], Number32(words[4]), Enum.Parse<WriteOutcome>(words[5]), Time(words[6]), Time(words[7]),
            words.Length > 8 ? words[8] : "");
    }

    public static IReadOnlyList<LedgerEntry> ReadFile(string path) => [.. File.ReadLines(path).Select(Parse)];

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Run} {Lane} {Connection} {Server} {Number} {Outcome} {SentAt.UtcTicks} {AnsweredAt.UtcTicks} {Detail}");

    private static int Number32(string word) => int.Parse(word, CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string word) => new(long.Parse(word, CultureInfo.InvariantCulture), TimeSpan.Zero);
}
