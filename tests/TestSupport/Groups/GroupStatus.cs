using System.Text.Json.Nodes;

namespace RedisOperator.TestSupport.Groups;

/// <summary>What <c>kubectl get rrg -o json</c> says about a group, read by the field names that users see.</summary>
public sealed class GroupStatus(JsonNode group)
{
    public JsonNode Json { get; } = group;

    public string Name => Text("metadata", "name")!;

    public int Replicas => Json["spec"]?["replicas"]?.GetValue<int>() ?? 3;

    public string Phase => Text("status", "phase") ?? "-";

    public string? Master => Text("status", "master", "pod");

    public string Ready => Text("status", "ready") ?? "-";

    public string Sentinels => Text("status", "sentinels", "summary") ?? "-";

    public string Vip => Text("status", "vip", "address") ?? "-";

    public string? Holder => Text("status", "vip", "holder");

    public int Failovers => Json["status"]?["failovers"]?.GetValue<int>() ?? 0;

    public LastSwitch? LastSwitch => Json["status"]?["lastSwitch"] is { } node ? new LastSwitch(node) : null;

    /// <summary>All pods serve, all sentinels agree, and the status speaks of the spec as it is now.</summary>
    public bool IsWhole =>
        Condition("Ready") == "True" && Ready == $"{Replicas}/{Replicas}" && AllAgree && Master is not null && Holder == Master && Observed;

    /// <summary>True, False, Unknown, or null when the condition is not there.</summary>
    public string? Condition(string type) => Of(type)?["status"]?.GetValue<string>();

    public string? Reason(string type) => Of(type)?["reason"]?.GetValue<string>();

    public string? Message(string type) => Of(type)?["message"]?.GetValue<string>();

    public override string ToString() => $"{Name}: {Json["status"]?.ToJsonString() ?? "no status"}";

    // A pair has a third sentinel, in a pod of its own.
    private bool AllAgree => Sentinels.Split('/') is [var agree, var all] && agree == all && all != "0";

    private bool Observed => Json["status"]?["observedGeneration"]?.GetValue<long>() == Json["metadata"]?["generation"]?.GetValue<long>();

    private JsonNode? Of(string type) => Json["status"]?["conditions"]?.AsArray().FirstOrDefault(condition => condition?["type"]?.GetValue<string>() == type);

    private string? Text(params string[] path)
    {
        var node = path.Aggregate((JsonNode?)Json, (at, name) => at?[name]);
        return node?.GetValue<string>();
    }
}

/// <summary>status.lastSwitch: when the operator saw what happened, and how long the steps after it took.</summary>
public sealed class LastSwitch(JsonNode node)
{
    public string Kind => node["kind"]?.GetValue<string>() ?? "-";

    /// <summary>Completed, Failed, or null while it runs.</summary>
    public string? Outcome => node["outcome"]?.GetValue<string>();

    public string? Reason => node["reason"]?.GetValue<string>();

    public string? Message => node["message"]?.GetValue<string>();

    public string? From => node["from"]?.GetValue<string>();

    public string? To => node["to"]?.GetValue<string>();

    public DateTimeOffset? StartedAt => Time("startedAt");

    /// <summary>Null while it is under way.</summary>
    public DateTimeOffset? CompletedAt => Time("completedAt");

    /// <summary>From <see cref="StartedAt"/>, or from where a planned switch began to hold writes back, to a writable new master.</summary>
    public long? PromoteMs => node["promoteMs"]?.GetValue<long>();

    /// <summary>For how long a planned switch held writes back.</summary>
    public long? PausedMs => node["pausedMs"]?.GetValue<long>();

    /// <summary>From the writable new master to the routing write.</summary>
    public long? RouteMs => node["routeMs"]?.GetValue<long>();

    public override string ToString() => node.ToJsonString();

    private DateTimeOffset? Time(string name) => node[name] is { } time ? DateTimeOffset.Parse(time.GetValue<string>()) : null;
}
