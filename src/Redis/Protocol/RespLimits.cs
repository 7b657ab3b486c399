namespace RedisOperator.Redis;

/// <summary>
/// What one answer may cost. Nothing the operator asks for comes near the defaults; a peer that exceeds them is not Redis
/// (or is hostile), and the connection ends with a protocol error instead of the process with no memory.
/// </summary>
internal sealed record RespLimits
{
    public static RespLimits Default { get; } = new();

    public int MaxDepth { get; init; } = 32;

    public int MaxLineBytes { get; init; } = 64 * 1024;

    public int MaxBulkBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Of all values in one answer, nested ones included.</summary>
    public int MaxElements { get; init; } = 1024 * 1024;
}
