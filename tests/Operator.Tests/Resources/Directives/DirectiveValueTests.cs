using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Tests.Resources.Directives;

public sealed class DirectiveValueTests
{
    [Theory]
    [InlineData("900 1", "900 1")]
    [InlineData("", "")]
    [InlineData("\"\"", "")]
    [InlineData("\"a b\"  c", "a b c")]
    [InlineData("'it''s'", null)]
    [InlineData("\"open", null)]
    [InlineData("'a\\'b'", "a'b")]
    [InlineData("\"a\\\"b\\\\c\\x41\"", "a\"b\\cA")]
    public void A_value_is_read_as_redis_conf_reads_it(string value, string? argument)
    {
        DirectiveValue.ForCommand(value).ShouldBe(argument);
    }

    [Theory]
    [InlineData("maxmemory", "1gb", new[] { "1gb" })]
    [InlineData("save", "900 1 300 10", new[] { "900 1", "300 10" })]
    [InlineData("save", "", new[] { "\"\"" })]
    [InlineData("client-output-buffer-limit", "normal 0 0 0 pubsub 1mb 1mb 10", new[] { "normal 0 0 0", "pubsub 1mb 1mb 10" })]
    [InlineData("proc-title-template", "{title} {port}", new[] { "\"{title} {port}\"" })]
    [InlineData("notify-keyspace-events", "", new[] { "\"\"" })]
    public void A_file_gets_lines_that_every_version_reads(string name, string argument, string[] lines)
    {
        DirectiveValue.ForFile(name, argument).ShouldBe(lines);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("with space")]
    [InlineData("quote\" and \\ and 'single'")]
    [InlineData("#hash")]
    [InlineData("tab\tand newline\n")]
    [InlineData("")]
    public void What_is_quoted_reads_back_as_it_was(string word)
    {
        var quoted = DirectiveValue.Quoted(word);

        quoted.ShouldNotContain("\n");
        DirectiveValue.Words(quoted)!.Value.ShouldHaveSingleItem().ShouldBe(word);
    }
}
