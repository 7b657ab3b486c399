using System.Text.Json;
using System.Text.Json.Serialization;

namespace RedisOperator.Vip;

/// <summary>
/// What an agent thinks, as it stands in its status file and is answered to GET /status: renewed at every check, so an old one is one of an agent that is gone.
/// As JSON: an object with the parameters below, in camelCase; times in ISO 8601. Names are kept, new ones may come.
/// <code>
/// {
///   "processId": 812, "at": "2026-11-22T16:10:43.1+00:00", "vip": "172.16.1.50/24", "interface": "ens192", "holds": true,
///   "verdict": "Hold", "reason": "NamedByMajority", "message": "this redis says master, and 3 of 3 sentinels name 172.16.1.10:6379",
///   "obstacle": null, "since": "2026-11-22T16:10:41+00:00", "moves": 1, "masterName": "mymaster", "stopping": false
/// }
/// </code>
/// </summary>
/// <param name="At">when this was so</param>
/// <param name="Vip">the address with its network's prefix</param>
/// <param name="Holds">the address is on this host</param>
/// <param name="Verdict">one of <see cref="RedisOperator.Vip.Verdict"/>, or <see cref="Refused"/></param>
/// <param name="Reason">one of <see cref="HoldReason"/>, or <see cref="Refused"/></param>
/// <param name="Message">a sentence for people</param>
/// <param name="Obstacle">why it is not here although it belongs here, or why it could not be renewed; null when nothing is in the way</param>
/// <param name="Since">when the agent first decided so</param>
/// <param name="Moves">how often the address came or went, since the agent started</param>
/// <param name="MasterName">the group, as sentinels call it; null from an agent that did not say so yet</param>
/// <param name="Stopping">the agent was asked to end, and keeps the address until its redis is no longer master</param>
public sealed record AgentReport(
    int ProcessId, DateTimeOffset At, string Vip, string Interface, bool Holds, string Verdict, string Reason, string Message, string? Obstacle, DateTimeOffset Since, int Moves,
    string? MasterName = null, bool Stopping = false)
{
    /// <summary>Verdict and reason of an agent that cannot work on its host, for what the message says, and tries again.</summary>
    public const string Refused = "Refused";

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(4);

    public bool IsFresh(DateTimeOffset now) => now - At < Fresh;

    public string ToJson() => JsonSerializer.Serialize(this, VipJson.Default.AgentReport);

    /// <summary>From what <see cref="ToJson"/> wrote, in UTF-8. Null when it is no report.</summary>
    public static AgentReport? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, VipJson.Default.AgentReport);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Null when there is none that can be read.</summary>
    public static AgentReport? Read(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Replaces the file in one step. False when that cannot be done: where there is no place for it, nobody asked for it.</summary>
    public bool TryWrite(string path)
    {
        try
        {
            var next = path + ".new";
            File.WriteAllBytes(next, JsonSerializer.SerializeToUtf8Bytes(this, VipJson.Default.AgentReport));
            File.Move(next, path, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(AgentReport))]
[JsonSerializable(typeof(StatusReport))]
internal sealed partial class VipJson : JsonSerializerContext;
