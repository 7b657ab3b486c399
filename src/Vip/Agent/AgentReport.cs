using System.Text.Json;
using System.Text.Json.Serialization;

namespace RedisOperator.Vip;

/// <summary>What an agent thinks, as it stands in its status file: written at every check, so an old one is one of an agent that is gone.</summary>
/// <param name="Holds">the address is on this host</param>
/// <param name="Obstacle">why it is not here although it belongs here, or why it could not be renewed; null when nothing is in the way</param>
/// <param name="Since">when the agent first decided so</param>
/// <param name="Moves">how often the address came or went, since the agent started</param>
public sealed record AgentReport(
    int ProcessId, DateTimeOffset At, string Vip, string Interface, bool Holds, string Verdict, string Reason, string Message, string? Obstacle, DateTimeOffset Since, int Moves)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(4);

    public bool IsFresh(DateTimeOffset now) => now - At < Fresh;

    public string ToJson() => JsonSerializer.Serialize(this, VipJson.Default.AgentReport);

    /// <summary>Null when there is none that can be read.</summary>
    public static AgentReport? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), VipJson.Default.AgentReport);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
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

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(AgentReport))]
[JsonSerializable(typeof(StatusReport))]
internal sealed partial class VipJson : JsonSerializerContext;
