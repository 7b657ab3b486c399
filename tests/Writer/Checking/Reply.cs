namespace RedisOperator.Writer.Checking;

/// <summary>One RESP2 answer.</summary>
/// <param name="Type">+ - : $ or *</param>
/// <param name="Text">null for a null bulk string and for arrays</param>
internal sealed record Reply(char Type, string? Text, IReadOnlyList<Reply> Items)
{
    public bool IsError => Type == '-';

    public bool IsOk => Type == '+';

    public long Number => long.Parse(Text!);

    /// <summary>The first word of an error: READONLY, NOREPLICAS, LOADING, …</summary>
    public string Code => Text!.Split(' ', 2)[0];

    public override string ToString() => Text ?? $"[{string.Join(' ', Items)}]";
}
