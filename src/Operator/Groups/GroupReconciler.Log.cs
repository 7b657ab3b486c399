using k8s;

namespace RedisOperator.Operator.Groups;

public sealed partial class GroupReconciler
{
    [LoggerMessage(1001, LogLevel.Debug, "{Group}: {Decision} ({Reason}): {Message}")]
    private partial void LogDecided(NamespacedName group, string decision, string reason, string message);

    [LoggerMessage(1002, LogLevel.Information, "{Group}: {Decision} ({Reason}): {Message}")]
    private partial void LogDecidedAnew(NamespacedName group, string decision, string reason, string message);
}
