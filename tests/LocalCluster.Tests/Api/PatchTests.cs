using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Api.Patches;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Tests.Api;

public sealed class PatchTests
{
    [Theory]
    [InlineData("""{"a":1,"b":{"c":2}}""", """{"b":{"c":null,"d":3}}""", """{"a":1,"b":{"d":3}}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[3]}""", """{"a":[3]}""")]
    [InlineData("""{"a":1}""", """{"a":{"b":{"c":null}}}""", """{"a":{"b":{}}}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":null}""", "{}")]
    public void MergePatch(string target, string patch, string result) =>
        Same(PatchKinds.Apply(PatchKind.Merge, Parse(target), Parse(patch)), result);

    [Theory]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"/b","value":2}]""", """{"a":1,"b":2}""")]
    [InlineData("""{"a":[1,3]}""", """[{"op":"add","path":"/a/1","value":2},{"op":"add","path":"/a/-","value":4}]""", """{"a":[1,2,3,4]}""")]
    [InlineData("""{"a":[1,2]}""", """[{"op":"remove","path":"/a/0"}]""", """{"a":[2]}""")]
    [InlineData("""{"a":1}""", """[{"op":"test","path":"/a","value":1},{"op":"replace","path":"/a","value":2}]""", """{"a":2}""")]
    [InlineData("""{"a/b":1,"c~d":2}""", """[{"op":"remove","path":"/a~1b"},{"op":"move","from":"/c~0d","path":"/e"}]""", """{"e":2}""")]
    [InlineData("""{"a":{"b":1}}""", """[{"op":"copy","from":"/a","path":"/c"}]""", """{"a":{"b":1},"c":{"b":1}}""")]
    [InlineData("""{"a":1}""", """[{"op":"test","path":"/b","value":null}]""", """{"a":1}""")]
    public void JsonPatch(string target, string patch, string result) =>
        Same(PatchKinds.Apply(PatchKind.Json, Parse(target), JsonNode.Parse(patch)!), result);

    [Theory]
    [InlineData("""[{"op":"test","path":"/a","value":2}]""")]
    [InlineData("""[{"op":"remove","path":"/b"}]""")]
    [InlineData("""[{"op":"replace","path":"/b","value":1}]""")]
    [InlineData("""[{"op":"add","path":"/b/c","value":1}]""")]
    [InlineData("""[{"op":"frob","path":"/a"}]""")]
    public void AJsonPatchThatDoesNotFitIsRefused(string patch) =>
        Should.Throw<StatusException>(() => PatchKinds.Apply(PatchKind.Json, Parse("""{"a":1}"""), JsonNode.Parse(patch)!)).Code.ShouldBe(422);

    [Theory]
    [InlineData(
        """{"containers":[{"name":"a","image":"1"},{"name":"b","image":"1"}]}""",
        """{"containers":[{"name":"b","image":"2"}]}""",
        """{"containers":[{"name":"a","image":"1"},{"name":"b","image":"2"}]}""")]
    [InlineData(
        """{"containers":[{"name":"a"},{"name":"b"}]}""",
        """{"containers":[{"$patch":"delete","name":"a"},{"name":"c"}],"$setElementOrder/containers":[{"name":"c"},{"name":"b"}]}""",
        """{"containers":[{"name":"c"},{"name":"b"}]}""")]
    [InlineData(
        """{"containers":[{"name":"a","env":[{"name":"X","value":"1"},{"name":"Y","value":"1"}],"args":["1","2"]}]}""",
        """{"containers":[{"name":"a","env":[{"name":"Y","value":"2"}],"args":["3"]}]}""",
        """{"containers":[{"name":"a","env":[{"name":"X","value":"1"},{"name":"Y","value":"2"}],"args":["3"]}]}""")]
    [InlineData("""{"strategy":{"type":"RollingUpdate","rollingUpdate":{"a":1}}}""", """{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}""", """{"strategy":{"type":"Recreate"}}""")]
    [InlineData("""{"a":{"b":1,"c":2}}""", """{"a":{"$patch":"replace","d":3}}""", """{"a":{"d":3}}""")]
    [InlineData("""{"finalizers":["a","b"]}""", """{"finalizers":["c"],"$deleteFromPrimitiveList/finalizers":["a"]}""", """{"finalizers":["b","c"]}""")]
    [InlineData(
        """{"ports":[{"port":80,"protocol":"TCP","targetPort":1},{"port":81,"protocol":"TCP"}]}""",
        """{"ports":[{"port":80,"targetPort":2}]}""",
        """{"ports":[{"port":80,"protocol":"TCP","targetPort":2},{"port":81,"protocol":"TCP"}]}""")]
    public void StrategicMergePatch(string target, string patch, string result) =>
        Same(PatchKinds.Apply(PatchKind.StrategicMerge, Parse(target), Parse(patch)), result);

    private static JsonObject Parse(string text) => JsonNode.Parse(text)!.AsObject();

    private static void Same(JsonObject actual, string expected) =>
        JsonNode.DeepEquals(actual, JsonNode.Parse(expected)).ShouldBeTrue(actual.ToJsonString());
}
