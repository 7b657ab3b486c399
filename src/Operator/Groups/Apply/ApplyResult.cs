using System.Collections.Immutable;
using RedisOperator.Operator.Groups.Observe;

namespace RedisOperator.Operator.Groups.Apply;

/// <summary>What came of a plan's steps.</summary>
/// <param name="PromotedAt">When a pod that was made master said so.</param>
/// <param name="PausedAt">When writes began to be held back for a switchover.</param>
/// <param name="RoutedAt">When the write that moves the VIP had been accepted.</param>
/// <param name="Failures">What went wrong; empty when every step was done.</param>
public sealed record ApplyResult(DateTimeOffset? PromotedAt, DateTimeOffset? RoutedAt, ImmutableArray<Exception> Failures, DateTimeOffset? PausedAt = null)
{
    /// <summary>What was set on which pod in this pass.</summary>
    public ImmutableArray<(string Pod, AppliedConfig Config)> Configured { get; init; } = [];

    public bool Succeeded => Failures.IsEmpty;
}
