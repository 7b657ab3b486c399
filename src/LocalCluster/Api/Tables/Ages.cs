namespace RedisOperator.LocalCluster.Api.Tables;

/// <summary>How long ago, in kubectl's own short form: 5s, 2m10s, 3h5m, 2d.</summary>
internal static class Ages
{
    public static string Show(DateTimeOffset? since, DateTimeOffset now)
    {
        if (since is not { } start)
        {
            return "<unknown>";
        }

        var age = now - start;
        var seconds = Math.Max(0, (long)age.TotalSeconds);
        return seconds switch
        {
            < 120 => $"{seconds}s",
            < 600 => Two(seconds / 60, "m", seconds % 60, "s"),
            < 3 * 3600 => $"{seconds / 60}m",
            < 8 * 3600 => Two(seconds / 3600, "h", seconds / 60 % 60, "m"),
            < 48 * 3600 => $"{seconds / 3600}h",
            < 8 * 86_400 => Two(seconds / 86_400, "d", seconds / 3600 % 24, "h"),
            < 2 * 365 * 86_400 => $"{seconds / 86_400}d",
            _ => Two(seconds / (365 * 86_400), "y", seconds / 86_400 % 365, "d"),
        };
    }

    private static string Two(long big, string bigUnit, long small, string smallUnit) => small == 0 ? $"{big}{bigUnit}" : $"{big}{bigUnit}{small}{smallUnit}";
}
