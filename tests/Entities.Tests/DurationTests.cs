using System.Text.RegularExpressions;

namespace RedisOperator.Entities.Tests;

public sealed class DurationTests
{
    [Theory]
    [InlineData("5s", 5_000)]
    [InlineData("500ms", 500)]
    [InlineData("1m30s", 90_000)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData("1h1m1s1ms", 3_661_001)]
    [InlineData("0s", 0)]
    public void A_duration_is_read(string text, double milliseconds)
    {
        Duration.Parse(text).ShouldBe(TimeSpan.FromMilliseconds(milliseconds));
        Regex.IsMatch(text, Duration.Pattern, RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture).ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("5 s")]
    [InlineData("-5s")]
    [InlineData("5d")]
    [InlineData("s")]
    [InlineData("ms5")]
    [InlineData("1..5s")]
    [InlineData("1.5.s")]
    [InlineData(".5s")]
    [InlineData("5.s")]
    [InlineData("5S")]
    [InlineData("five seconds")]
    [InlineData("99999999999999999999h")]
    public void What_is_no_duration_is_refused(string text)
    {
        Duration.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => Duration.Parse(text)).Message.ShouldContain("5s");
    }

    [Theory]
    [InlineData("5")]
    [InlineData(".5s")]
    [InlineData("5.s")]
    [InlineData("5d")]
    [InlineData("-5s")]
    [InlineData("1..5s")]
    public void The_API_servers_pattern_refuses_the_same(string text)
    {
        Regex.IsMatch(text, Duration.Pattern, RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(5_000, "5s")]
    [InlineData(500, "500ms")]
    [InlineData(90_000, "1m30s")]
    [InlineData(90_000_001, "25h1ms")]
    public void A_duration_is_written_and_read_back(double milliseconds, string text)
    {
        Duration.Format(TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(text);
        Duration.Parse(text).ShouldBe(TimeSpan.FromMilliseconds(milliseconds));
    }
}
