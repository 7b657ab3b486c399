namespace RedisOperator.Operator.Groups.Status;

/// <summary>Points in time as status carries them: RFC 3339, UTC, milliseconds.</summary>
public static class Timestamp
{
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    /// <summary>Null for what is no time.</summary>
    public static DateTimeOffset? Parse(string? text) => DateTimeOffset.TryParse(text, out var time) ? time : null;
}
