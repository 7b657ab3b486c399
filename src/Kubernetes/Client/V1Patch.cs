using System.Text;
using System.Text.Json.Nodes;

namespace k8s;

public enum PatchType
{
    /// <summary>RFC 7386.</summary>
    MergePatch,

    /// <summary>RFC 6902.</summary>
    JsonPatch,

    /// <summary>Server-side apply.</summary>
    ApplyPatch,

    /// <summary>Merges lists by their keys; custom resources do not have it.</summary>
    StrategicMergePatch,
}

/// <summary>A change to an object, in the API server's own form (JSON).</summary>
public sealed class V1Patch
{
    public V1Patch(string body, PatchType type)
        : this(Encoding.UTF8.GetBytes(body ?? throw new ArgumentNullException(nameof(body))), type)
    {
    }

    public V1Patch(JsonNode body, PatchType type)
        : this((body ?? throw new ArgumentNullException(nameof(body))).ToJsonString(), type)
    {
    }

    internal V1Patch(byte[] body, PatchType type)
    {
        Body = body;
        Type = type;
    }

    public PatchType Type { get; }

    internal byte[] Body { get; }

    internal string ContentType => Type switch
    {
        PatchType.MergePatch => "application/merge-patch+json",
        PatchType.JsonPatch => "application/json-patch+json",
        PatchType.ApplyPatch => "application/apply-patch+yaml",
        PatchType.StrategicMergePatch => "application/strategic-merge-patch+json",
        _ => throw new InvalidOperationException($"no such patch type: {Type}"),
    };
}
