using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;
using RedisOperator.LocalCluster.Tests.Api;

namespace RedisOperator.LocalCluster.Tests.Schema;

public sealed class SchemaTests
{
    private readonly Registry _registry = new(TimeProvider.System, new Random(1));

    public SchemaTests() => _registry.Create(KnownTypes.CustomResourceDefinitions, null, Example.Definition());

    [Fact]
    public void DefaultsAreFilledInAndUnknownFieldsGo()
    {
        var created = Create("""{"foo":1,"anything":{"kept":{"a":1}},"ports":[{"name":"a","x":1}]}""");

        created.Integer("spec", "replicas").ShouldBe(3);
        created.Text("spec", "downAfter").ShouldBe("5s");
        created.At("spec", "foo").ShouldBeNull();
        created.Integer("spec", "anything", "kept", "a").ShouldBe(1);
        created.Items("spec", "ports").Single().ToJsonString().ShouldBe("""{"name":"a","port":6379}""");
    }

    [Theory]
    [InlineData("""{"replicas":"x"}""", "spec.replicas: Invalid value: \"string\": spec.replicas in body must be of type integer: \"string\"")]
    [InlineData("""{"replicas":10}""", "spec.replicas: Invalid value: 10: spec.replicas in body should be less than or equal to 9")]
    [InlineData("""{"ports":[{"port":1}]}""", "spec.ports[0].name: Required value")]
    [InlineData("""{"zones":["a","a"]}""", "spec.zones[1]: Duplicate value: \"a\"")]
    [InlineData("""{"ports":[{"name":"a"},{"name":"a"}]}""", "spec.ports[1]: Duplicate value: {\"name\":\"a\"}")]
    [InlineData("""{"config":{"a":1}}""", "spec.config[a]: Invalid value: \"integer\": spec.config[a] in body must be of type string: \"integer\"")]
    [InlineData("""{"downAfter":"1s"}""", "spec.downAfter: Invalid value: \"1s\": must be at least 2s")]
    [InlineData("""{"quorum":9}""", "spec: Invalid value: \"object\": quorum may not be above replicas: lower quorum or raise replicas")]
    public void BadValuesAreNamedWithTheirField(string spec, string message)
    {
        var refused = Should.Throw<StatusException>(() => Create(spec));

        refused.Code.ShouldBe(422);
        refused.Message.ShouldBe($"Cache.example.com \"a\" is invalid: {message}");
        refused.Details.Items("causes").Single().Text("field").ShouldBe(message[..message.IndexOf(": ", StringComparison.Ordinal)]);
    }

    [Fact]
    public void TransitionRulesLookAtUpdatesOnly()
    {
        Create("""{"replicas":3}""");

        var refused = Should.Throw<StatusException>(() => _registry.Update(Example.Caches.Key("default", "a"), obj =>
        {
            obj["spec"]!["replicas"] = 2;
            return obj;
        }));

        refused.Message.ShouldContain("replicas may not be lowered from 3");
    }

    [Fact]
    public void ARuleThatDoesNotCompileIsRefusedWithItsDefinition()
    {
        var definition = Example.Definition();
        var spec = definition["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["properties"]!["spec"]!;
        spec["x-kubernetes-validations"]![0]!["rule"] = "self.replica > 1";
        definition.Metadata()["name"] = "others.example.com";
        definition["spec"]!["names"]!["plural"] = "others";

        Should.Throw<StatusException>(() => _registry.Create(KnownTypes.CustomResourceDefinitions, null, definition)).Message.ShouldContain("undefined field 'replica'");
    }

    [Fact]
    public void ADefinitionTakesItsObjectsAlongWhenItGoes()
    {
        Create("{}");

        _registry.Delete(KnownTypes.CustomResourceDefinitions.Key(null, "caches.example.com"));

        _registry.Get(KnownTypes.CustomResourceDefinitions.Key(null, "caches.example.com")).ShouldBeNull();
        _registry.Get(Example.Caches.Key("default", "a")).ShouldBeNull();
        _registry.Types.Find("example.com", "caches").ShouldBeNull();
    }

    private JsonObject Create(string spec) => _registry.Create(_registry.Types.Find("example.com", "caches")!, "default", Example.Cache("a", spec));
}
