using System.Reflection;
using System.Text.RegularExpressions;

namespace RedisOperator.Entities.Tests;

public sealed class NamesTests
{
    [Theory]
    [InlineData(typeof(Reasons))]
    [InlineData(typeof(Conditions))]
    public void Reasons_and_conditions_are_CamelCase_named_as_they_are_and_unique(Type names)
    {
        var constants = Constants(names);

        constants.ShouldAllBe(constant => constant.Name == constant.Value && Regex.IsMatch(constant.Value, "^[A-Z][A-Za-z]+$", RegexOptions.NonBacktracking));
        constants.Select(constant => constant.Value).ShouldBeUnique();
    }

    [Fact]
    public void Our_own_annotations_are_below_our_group()
    {
        Constants(typeof(Annotations)).ShouldAllBe(constant => constant.Value.StartsWith(RedisReplicationGroup.EntityGroup + "/"));
    }

    private static (string Name, string Value)[] Constants(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (field.Name, (string)field.GetValue(null)!))];
}
