using RedisOperator.Operator.Diagnostics;

namespace RedisOperator.Operator.Tests.Resources;

public sealed class ChartValuesTests
{
    [Fact]
    public void A_comment_describes_the_value_below_it_and_everything_in_that()
    {
        var rows = ChartValues.Rows("""
            # Not a row.

            # -- How many.
            count: 2

            image:
              # -- Its name; what is said
              # in two lines is one sentence.
              name: "a"
            # -- Both | together.
            resources:
              requests:
                cpu: 50m
              drop: [ALL]
            """);

        rows.ShouldBe([
            new ChartValues.Row("count", "2", "How many."),
            new ChartValues.Row("image.name", "\"a\"", "Its name; what is said in two lines is one sentence."),
            new ChartValues.Row("resources", "{requests: {cpu: 50m}, drop: [ALL]}", "Both | together."),
        ]);
        ChartValues.Table("# -- Both | together.\na: b\n").ShouldEndWith("| `a` | `b` | Both \\| together. |\n");
    }

    [Theory]
    [InlineData("# -- Said.\na: 1\nb: 2\n", "line 3: b ")]
    [InlineData("a:\n  # An ordinary comment.\n  b: {}\n", "line 3: a.b ")]
    [InlineData("# -- Of something else.\n\na: 1\n", "line 3: a ")]
    public void A_value_that_nothing_is_said_about_is_named(string values, string named) =>
        Should.Throw<FormatException>(() => ChartValues.Rows(values)).Message.ShouldContain(named);
}
