namespace RedisOperator.LocalCluster.Api.Protobuf;

internal enum FieldKind
{
    Text,
    Integer,
    Flag,

    /// <summary>bytes: base64 in JSON.</summary>
    Binary,
    Message,

    /// <summary>map&lt;string, string&gt;</summary>
    TextMap,

    /// <summary>map&lt;string, bytes&gt;</summary>
    BinaryMap,

    /// <summary>meta/v1 Time: seconds and nanoseconds, a text in JSON.</summary>
    Time,

    /// <summary>FieldsV1: JSON inside of a message.</summary>
    RawJson,

    /// <summary>IntOrString: either, as JSON has it.</summary>
    NumberOrText,

    /// <summary>map&lt;string, Quantity&gt;: texts in JSON.</summary>
    QuantityMap,
}

/// <summary>What a field number means. Message names the table of what is inside; OmitZero: 0 and false are left out in JSON.</summary>
internal sealed record MessageField(string Name, FieldKind Kind, bool IsList = false, string? Message = null, bool OmitZero = false);
