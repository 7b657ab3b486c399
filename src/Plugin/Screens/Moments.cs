using System.Globalization;
using k8s.Models;

namespace RedisOperator.Plugin.Screens;

/// <summary>Points in time as status has them, and as people read them: always UTC.</summary>
internal static class Moments
{
    /// <summary>Null for what is no time.</summary>
    public static DateTimeOffset? Parse(string? text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    public static string Second(DateTimeOffset time) => time.UtcDateTime.ToString(TimeConverter.Format, CultureInfo.InvariantCulture);

    public static string Clock(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
