namespace RedisOperator.Operator.Diagnostics.Inspect;

/// <summary>
/// How <c>redis-operator inspect</c> and the operator of the same pod speak: one line, the group or <see cref="AllGroups"/>; the answer is JSON, then the connection ends.
/// Over loopback only: whoever may exec into the pod may ask.
/// </summary>
internal static class InspectProtocol
{
    public const int DefaultPort = 8081;

    public const string AllGroups = "*";

    /// <summary>NAMESPACE/NAME, each at most 253 bytes, and the line feed.</summary>
    public const int LongestQuestion = 512;

    /// <summary>Question and answer both; the other side is in the same pod.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
}
