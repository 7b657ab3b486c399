using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RedisOperator.LocalCluster.Schema.Cel;

/// <summary>Durations as Go writes them: "1h15m30.5s", "500ms".</summary>
internal static partial class GoDuration
{
    private static readonly Dictionary<string, double> TicksPerUnit = new()
    {
        ["ns"] = 0.01,
        ["us"] = TimeSpan.TicksPerMicrosecond,
        ["µs"] = TimeSpan.TicksPerMicrosecond,
        ["ms"] = TimeSpan.TicksPerMillisecond,
        ["s"] = TimeSpan.TicksPerSecond,
        ["m"] = TimeSpan.TicksPerMinute,
        ["h"] = TimeSpan.TicksPerHour,
    };

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text == "0")
        {
            return true;
        }

        var match = Whole().Match(text);
        if (!match.Success)
        {
            return false;
        }

        double ticks = 0;
        for (var i = 0; i < match.Groups["number"].Captures.Count; i++)
        {
            ticks += double.Parse(match.Groups["number"].Captures[i].Value, CultureInfo.InvariantCulture) * TicksPerUnit[match.Groups["unit"].Captures[i].Value];
        }

        if (Math.Abs(ticks) > TimeSpan.MaxValue.Ticks)
        {
            return false;
        }

        duration = TimeSpan.FromTicks((long)Math.Round(match.Groups["minus"].Success ? -ticks : ticks));
        return true;
    }

    /// <summary>Seconds, as CEL's string(duration) has it.</summary>
    public static string Format(TimeSpan duration) => new StringBuilder().Append(duration.TotalSeconds.ToString("0.#######", CultureInfo.InvariantCulture)).Append('s').ToString();

    [GeneratedRegex(@"\A(?<minus>-)?\+?((?<number>\d+(\.\d*)?|\.\d+)(?<unit>ns|us|µs|ms|s|m|h))+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Whole();
}
