using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace k8s.LeaderElection;

/// <summary>Times of an election. RetryPeriod &lt; RenewDeadline &lt; LeaseDuration must hold.</summary>
public sealed record LeaderElectionConfig(LeaseLock Lock)
{
    /// <summary>How long others wait after the last renewal they saw before they take over. Whole seconds.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a leader that cannot renew goes on leading.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Between two tries, minus up to a fifth of jitter.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Random Jitter { get; init; } = new();

    public ILoggerFactory Logging { get; init; } = NullLoggerFactory.Instance;

    internal void Validate()
    {
        if (RetryPeriod <= TimeSpan.Zero || RenewDeadline <= RetryPeriod || LeaseDuration <= RenewDeadline || LeaseDuration < TimeSpan.FromSeconds(1))
        {
            throw new InvalidOperationException($"0 < RetryPeriod ({RetryPeriod}) < RenewDeadline ({RenewDeadline}) < LeaseDuration ({LeaseDuration}) must hold");
        }
    }
}
