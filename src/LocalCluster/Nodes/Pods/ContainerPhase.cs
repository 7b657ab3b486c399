using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Nodes.Pods;

/// <summary>What a container is doing, as its status words it.</summary>
internal abstract record ContainerPhase
{
    public abstract JsonObject ToJson();

    public sealed record Waiting(string Reason, string? Message = null) : ContainerPhase
    {
        public override JsonObject ToJson() => new() { ["waiting"] = new JsonObject { ["reason"] = Reason, ["message"] = Message } };
    }

    public sealed record Running(DateTimeOffset StartedAt) : ContainerPhase
    {
        public override JsonObject ToJson() => new() { ["running"] = new JsonObject { ["startedAt"] = Timestamps.Seconds(StartedAt) } };
    }

    public sealed record Terminated(int ExitCode, string Reason, string? Message, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, string? Id) : ContainerPhase
    {
        public override JsonObject ToJson() => new()
        {
            ["terminated"] = new JsonObject
            {
                ["exitCode"] = ExitCode,
                ["reason"] = Reason,
                ["message"] = Message,
                ["startedAt"] = Timestamps.Seconds(StartedAt),
                ["finishedAt"] = Timestamps.Seconds(FinishedAt),
                ["containerID"] = Id,
            },
        };
    }
}

/// <summary>One container at one moment.</summary>
internal sealed record ContainerSnapshot(string Name, string Image, ContainerPhase Phase)
{
    public ContainerPhase.Terminated? Last { get; init; }

    public int Restarts { get; init; }

    public bool Started { get; init; }

    public bool Ready { get; init; }

    public string? Id { get; init; }

    public JsonObject ToJson() => new()
    {
        ["name"] = Name,
        ["image"] = Image,
        ["imageID"] = Id is null ? "" : "local-cluster://" + Image,
        ["containerID"] = Id,
        ["state"] = Phase.ToJson(),
        ["lastState"] = Last?.ToJson() ?? new JsonObject(),
        ["restartCount"] = Restarts,
        ["started"] = Started,
        ["ready"] = Ready,
    };
}
