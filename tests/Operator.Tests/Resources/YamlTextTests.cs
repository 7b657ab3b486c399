using System.Text.Json.Nodes;
using RedisOperator.Kubernetes.Generation;

namespace RedisOperator.Operator.Tests.Resources;

public sealed class YamlTextTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("true")]
    [InlineData("No")]
    [InlineData("null")]
    [InlineData("1.5")]
    [InlineData("0x1f")]
    [InlineData("5s")]
    [InlineData("8.2")]
    [InlineData("2026-11-22T10:00:00Z")]
    [InlineData("* -::*")]
    [InlineData("a: b")]
    [InlineData("a # b")]
    [InlineData("ends with colon:")]
    [InlineData(" leading")]
    [InlineData("trailing ")]
    [InlineData("it's")]
    [InlineData("'quoted'")]
    [InlineData("- dash")]
    [InlineData("[a]")]
    [InlineData("{a}")]
    [InlineData("two\nlines")]
    [InlineData("two\nlines\n")]
    [InlineData("\nfirst is empty")]
    [InlineData("  indented\nblock\n")]
    [InlineData("ends with two\n\n")]
    [InlineData("with\n\nempty line\n")]
    [InlineData("tab\tand \"quote\" and \\")]
    public void A_string_is_read_back_as_itself(string text)
    {
        var node = new JsonObject { ["a"] = text, [text.Length == 0 ? "b" : text] = new JsonArray(text, new JsonObject { ["c"] = text }) };

        JsonNode.DeepEquals(YamlReader.Documents(YamlText.Write(node)).Single(), node).ShouldBeTrue(YamlText.Write(node));
    }

    [Fact]
    public void Lists_maps_numbers_and_empty_ones_are_read_back()
    {
        var node = JsonNode.Parse("""{"a":[[1,2],[],{}],"b":{"c":{"d":null,"e":true,"f":1.5}},"g":{},"h":[{"i":[{"j":1}],"k":{"l":"m"}}]}""")!;

        JsonNode.DeepEquals(YamlReader.Documents(YamlText.Write(node)).Single(), node).ShouldBeTrue(YamlText.Write(node));
    }
}
