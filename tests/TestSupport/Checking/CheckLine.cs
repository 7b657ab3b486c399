using System.Text.Json;
using System.Text.Json.Serialization;

namespace RedisOperator.TestSupport.Checking;

/// <summary>One line that <c>vip-writer check</c> prints, as JSON; times are UTC by the machine's clock.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "check")]
[JsonDerivedType(typeof(CheckStarted), "started")]
[JsonDerivedType(typeof(RoleSpan), "role")]
[JsonDerivedType(typeof(Stall), "stall")]
[JsonDerivedType(typeof(CheckCounts), "counts")]
[JsonDerivedType(typeof(CheckedLedger), "ledger")]
public abstract record CheckLine
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Null for a line of something else.</summary>
    public static CheckLine? Parse(string line) =>
        line.StartsWith("{\"check\":", StringComparison.Ordinal) ? JsonSerializer.Deserialize<CheckLine>(line, Json) : null;
}

/// <summary>Every connection has had a write accepted.</summary>
public sealed record CheckStarted(DateTimeOffset At) : CheckLine;

/// <summary>What a pod's redis said of itself, from the first to the last answer that said so; nothing is claimed of the time before or after.</summary>
/// <param name="Pod">the pod's UID</param>
/// <param name="Role">master · replica of ADDRESS · held · loading (these four are answers) · refused · silent</param>
/// <param name="First">when the first such answer came (for silent: when the first question went out that got none)</param>
/// <param name="Last">when the last such answer came</param>
public sealed record RoleSpan(string Pod, string Role, DateTimeOffset First, DateTimeOffset Last) : CheckLine
{
    public const string Master = "master";
    public const string Held = "held";
    public const string Loading = "loading";
    public const string Refused = "refused";
    public const string Silent = "silent";

    [JsonIgnore]
    public bool Answers => Role is not (Refused or Silent);
}

/// <summary>The checker itself did not get to run: what it saw as lasting this long may have been shorter.</summary>
public sealed record Stall(DateTimeOffset From, DateTimeOffset To) : CheckLine;

/// <summary>What became of the writes, up to now.</summary>
/// <param name="Acknowledged">without WAIT, answered OK</param>
/// <param name="Confirmed">with WAIT 1, answered OK and held by at least one replica</param>
/// <param name="Unconfirmed">with WAIT 1, answered OK and not confirmed in time: promised to nobody</param>
/// <param name="Refused">answered with an error: certainly not written</param>
/// <param name="NotSent">fell due while there was no connection</param>
/// <param name="Unknown">sent, and the answer never came</param>
public sealed record CheckCounts(DateTimeOffset At, int Acknowledged, int Confirmed, int Unconfirmed, int Refused, int NotSent, int Unknown) : CheckLine;

/// <summary>A ledger compared with what a redis holds.</summary>
/// <param name="Server">the announced address of the redis that was read</param>
/// <param name="Role">its own word for what it is</param>
/// <param name="LostAcknowledged">acknowledged without WAIT and missing</param>
/// <param name="LostConfirmed">confirmed by WAIT 1 and missing</param>
/// <param name="Phantoms">refused, and there all the same</param>
/// <param name="Examples">some of the keys in question</param>
public sealed record CheckedLedger(
    string Server, string Role, int Acknowledged, int LostAcknowledged, int Confirmed, int LostConfirmed, int Refused, int Phantoms, IReadOnlyList<string> Examples) : CheckLine;
