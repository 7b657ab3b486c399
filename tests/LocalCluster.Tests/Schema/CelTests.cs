using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Schema;
using RedisOperator.LocalCluster.Schema.Cel;

namespace RedisOperator.LocalCluster.Tests.Schema;

public sealed class CelTests
{
    private const string Self =
        """
        { "replicas": 3, "ratio": 0.5, "name": "cache-1", "downAfter": "1m30s", "zones": ["a", "b", "a"], "labels": { "x": "1", "y": "2" },
          "pods": [{ "name": "p0", "port": 1 }, { "name": "p1", "port": 2 }], "empty": [], "flag": true }
        """;

    [Theory]
    [InlineData("self.replicas == 3 && self.replicas >= 2 && self.replicas < 4 && self.replicas != 5")]
    [InlineData("has(self.name) && !has(self.missing)")]
    [InlineData("!has(self.missing) || self.missing > 3")]
    [InlineData("size(self.zones) == 3 && self.zones.size() == 3 && size(self.name) == 7 && size(self.labels) == 2")]
    [InlineData("self.name.matches('^cache-[0-9]+$') && self.name.startsWith('cache') && self.name.endsWith('1') && self.name.contains('e-')")]
    [InlineData("duration(self.downAfter) >= duration('90s') && duration('500ms') < duration('2s')")]
    [InlineData("duration(self.downAfter).getSeconds() == 90")]
    [InlineData("'a' in self.zones && !('c' in self.zones) && 'x' in self.labels")]
    [InlineData("self.zones.all(z, z in ['a', 'b']) && self.zones.exists(z, z == 'b') && self.zones.exists_one(z, z == 'b')")]
    [InlineData("self.labels.all(k, self.labels[k] != '3')")]
    [InlineData("self.pods.filter(p, p.port > 1).map(p, p.name) == ['p1'] && self.pods.map(p, p.port > 1, p.name)[0] == 'p1'")]
    [InlineData("self.empty.all(e, e > 1) && !self.empty.exists(e, true)")]
    [InlineData("(self.replicas > 2 ? 'many' : 'few') == 'many'")]
    [InlineData("self.replicas * 2 + 1 == 7 && 7 / 2 == 3 && 7 % 2 == 1 && -self.replicas == -3 && 2 + 3 * 4 == 14 && 10 - 3 - 2 == 5")]
    [InlineData("self.ratio == 0.5 && double(1) / 2.0 == self.ratio && 1.0 == 1")]
    [InlineData("int('7') == 7 && string(7) == '7' && double('0.5') == 0.5 && int(2.9) == 2")]
    [InlineData("\"it's\" == 'it\\'s' && r'a\\b' == 'a\\\\b' && 'é'.size() == 1")]
    [InlineData("self.pods[0].name + '!' == 'p0!' && self.labels['x'] == '1' && self.labels.x == '1'")]
    [InlineData("[1, 2] + [3] == [1, 2, 3] && {'a': 1}.a == 1 && {'a': 1} == {'a': 1}")]
    [InlineData("self.missing == 1 || true")]
    [InlineData("true || self.missing == 1")]
    [InlineData("'a,b'.split(',') == ['a', 'b'] && ' x '.trim() == 'x' && 'X'.lowerAscii() == 'x' && ['a', 'b'].join('-') == 'a-b'")]
    [InlineData("timestamp('2024-01-01T00:00:00Z') + duration('1h') == timestamp('2024-01-01T01:00:00Z')")]
    [InlineData("self.flag && !(!self.flag)")]
    [InlineData("'%s has %d'.format([self.name, self.replicas]) == 'cache-1 has 3'")]
    public void IsTrue(string rule) => Evaluate(rule).ShouldBe(true);

    [Theory]
    [InlineData("self.missing == 1", "no such key: missing")]
    [InlineData("1 / 0 == 1", "division by zero")]
    [InlineData("self.replicas + 'x' == 'y'", "found no matching overload")]
    [InlineData("self.zones[9] == 'a'", "index out of bounds")]
    [InlineData("duration('soon') > duration('1s')", "'soon' is not a duration")]
    public void IsAnError(string rule, string message) => Should.Throw<CelException>(() => Evaluate(rule)).Message.ShouldContain(message);

    [Theory]
    [InlineData("self.replicas >")]
    [InlineData("(self.replicas > 1")]
    [InlineData("self.replicas > 1 )")]
    [InlineData("'open")]
    [InlineData("self.frobnicate()")]
    [InlineData("has(self)")]
    [InlineData("self.zones.all(z)")]
    [InlineData("a # b")]
    public void DoesNotParse(string rule) => Should.Throw<CelException>(() => CelParser.Parse(rule));

    [Theory]
    [InlineData("self.spec.replicas > 1", null)]
    [InlineData("self.spec.replica > 1", "undefined field 'replica'")]
    [InlineData("other.spec", "undeclared reference to 'other'")]
    [InlineData("self.spec.pods.all(p, p.port > 1)", null)]
    [InlineData("self.spec.pods.all(p, p.prot > 1)", "undefined field 'prot'")]
    [InlineData("self.spec.labels.all(k, self.spec.labels[k].size() < 3)", null)]
    [InlineData("self.metadata.name.startsWith('a')", null)]
    public void NamesAreCheckedAgainstTheSchema(string rule, string? error)
    {
        var schema = new SchemaNode(
            JsonNode.Parse(
                """
                { "type": "object", "properties": { "metadata": { "type": "object" }, "spec": { "type": "object", "properties": {
                  "replicas": { "type": "integer" }, "labels": { "type": "object", "additionalProperties": { "type": "string" } },
                  "pods": { "type": "array", "items": { "type": "object", "properties": { "port": { "type": "integer" } } } } } } } }
                """)!.AsObject(),
            isRoot: true);

        var check = () => CelReferences.Check(CelParser.Parse(rule), schema);

        if (error is null)
        {
            check.ShouldNotThrow();
        }
        else
        {
            check.ShouldThrow<CelException>().Message.ShouldContain(error);
        }
    }

    [Theory]
    [InlineData("1m30s", 90_000)]
    [InlineData("500ms", 500)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData("-2s", -2_000)]
    public void DurationsAreReadAsGoWritesThem(string text, double milliseconds)
    {
        GoDuration.TryParse(text, out var duration).ShouldBeTrue();
        duration.TotalMilliseconds.ShouldBe(milliseconds);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("")]
    [InlineData("5 s")]
    [InlineData("s")]
    public void WhatIsNoDurationIsRefused(string text) => GoDuration.TryParse(text, out _).ShouldBeFalse();

    private static object? Evaluate(string rule) =>
        new CelEvaluator(new Dictionary<string, object?> { ["self"] = CelValues.FromJson(JsonNode.Parse(Self), null) }).Evaluate(CelParser.Parse(rule));
}
