using System.Text;

namespace RedisOperator.Vip;

/// <summary>Who holds the address, who should, and why; as seen from this host.</summary>
/// <param name="HeldHere">it is on this host's interface</param>
/// <param name="Holder">who answers for it on the network; null when nobody does or it could not be asked</param>
/// <param name="BelongsHere">what this host's agent would decide now, or has decided</param>
/// <param name="Consistent">the address is where it should be, as far as this host can tell</param>
public sealed record StatusReport(
    string Vip, string Interface, bool HeldHere, string? Holder, string? HolderHardwareAddress, bool BelongsHere, string Verdict, string Reason, string Message,
    string Redis, IReadOnlyList<StatusReport.Opinion> Sentinels, AgentReport? Agent, IReadOnlyList<string> Problems, bool Consistent)
{
    public sealed record Opinion(string Sentinel, string? Names, long? Epoch, string? Failure);

    public string ToText()
    {
        var text = new StringBuilder();
        Line("VIP", $"{Vip} on {Interface}");
        Line("HELD BY", HeldHere ? "this host" : Holder is null && HolderHardwareAddress is null ? "nobody that answers" : $"{Holder ?? "a host outside of this group"} ({HolderHardwareAddress})");
        Line("DECISION", $"{Verdict} ({Reason}): {Message}");
        Line("REDIS", Redis);
        foreach (var opinion in Sentinels)
        {
            Line("SENTINEL", opinion.Failure is { } failure ? $"{opinion.Sentinel} does not answer: {failure}" : $"{opinion.Sentinel} names {opinion.Names ?? "nobody: it monitors no master of this name"} (epoch {opinion.Epoch})");
        }

        Line("AGENT", Agent is null ? "not running here" : $"process {Agent.ProcessId}, {Agent.Verdict} since {Agent.Since:yyyy-MM-dd HH:mm:ss}Z, {Agent.Moves} moves");
        foreach (var problem in Problems)
        {
            Line("PROBLEM", problem);
        }

        return text.ToString();

        void Line(string name, string value) => text.Append($"{name,-10}{value}\n");
    }

    public string ToJson() => System.Text.Json.JsonSerializer.Serialize(this, VipJson.Default.StatusReport);
}
