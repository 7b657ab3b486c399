namespace RedisOperator.TestSupport;

/// <summary>Order statistics of a sample by the nearest-rank method: every number reported is one that was measured.</summary>
public sealed record Percentiles(int Count, double Minimum, double Median, double P95, double Maximum)
{
    /// <exception cref="ArgumentException">The sample is empty: there is nothing to report.</exception>
    public static Percentiles Of(IEnumerable<double> sample)
    {
        var sorted = sample.Order().ToArray();
        return sorted.Length == 0
            ? throw new ArgumentException("An empty sample has no percentiles.", nameof(sample))
            : new Percentiles(sorted.Length, sorted[0], At(sorted, 0.50), At(sorted, 0.95), sorted[^1]);
    }

    private static double At(double[] sorted, double share) =>
        sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
}
