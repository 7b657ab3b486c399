using RedisOperator.Operator.Commands;

namespace RedisOperator.Operator.Tests.Commands;

public sealed class NamespaceListTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Nothing_means_all_namespaces(string? text)
    {
        NamespaceList.Problem(text).ShouldBeNull();
        NamespaceList.Parse(text).ShouldBeEmpty();
    }

    [Fact]
    public void Each_name_counts_once_and_blanks_around_it_do_not()
    {
        NamespaceList.Problem("team-b, team-a,team-b").ShouldBeNull();
        NamespaceList.Parse("team-b, team-a,team-b").ShouldBe(["team-b", "team-a"]);
    }

    [Theory]
    [InlineData("a,,b", "there is an empty name in 'a,,b'")]
    [InlineData("a,", "there is an empty name in 'a,'")]
    [InlineData("*", "leave the option out")]
    [InlineData("Team", "'Team' is no name of a namespace")]
    [InlineData("a b", "'a b' is no name of a namespace")]
    [InlineData("-a", "'-a' is no name")]
    [InlineData("a_b", "'a_b' is no name")]
    public void What_cannot_be_a_namespace_is_refused_with_its_name(string text, string says) => NamespaceList.Problem(text).ShouldNotBeNull().ShouldContain(says);

    [Fact]
    public void A_name_has_at_most_63_characters()
    {
        NamespaceList.Problem(new string('a', 63)).ShouldBeNull();
        NamespaceList.Problem(new string('a', 64)).ShouldNotBeNull().ShouldContain("63");
    }

    [Theory]
    [InlineData("run --watch-namespaces Team", "--watch-namespaces: 'Team' is no name of a namespace")]
    [InlineData("run --watch-namespaces a,,b", "--watch-namespaces: there is an empty name")]
    public void The_command_line_names_the_option(string line, string says) =>
        new System.CommandLine.RootCommand { RunCommand.Create() }.Parse(line).Errors.ShouldHaveSingleItem().Message.ShouldContain(says);
}
