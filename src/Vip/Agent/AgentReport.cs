using System.Text.Json;
using System.Text.Json.Serialization;

namespace RedisOperator.Vip;

/// <summary>What an agent thinks, as it stands in its status file: written at every check, so an old one is one of an agent that is gone.</summary>
public sealed record AgentReport(
    int ProcessId, DateTimeOffset At, string Vip, string Interface, bool Holds, string Verdict, string Reason, string Message, string? Obstacle, DateTimeOffset Since, int Moves)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(4);

    public bool IsFresh(DateTimeOffset now) => now - At < Fresh;

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
