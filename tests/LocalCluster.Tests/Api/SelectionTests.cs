using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Api.Selection;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Tests.Api;

public sealed class SelectionTests
{
    private static readonly JsonObject Pod = JsonNode.Parse(
        """{"metadata":{"name":"p","namespace":"n","labels":{"app":"web","tier":"a","example.com/x":""}},"spec":{"nodeName":"node-1"},"status":{"phase":"Running"}}""")!.AsObject();

    [Theory]
    [InlineData("", true)]
    [InlineData("app=web", true)]
    [InlineData("app==web,tier=a", true)]
    [InlineData("app!=web", false)]
    [InlineData("missing!=x", true)]
    [InlineData("app in (web, db)", true)]
    [InlineData("app notin (web,db),tier=a", false)]
    [InlineData("app", true)]
    [InlineData("!app", false)]
    [InlineData("!missing,tier in (a)", true)]
    [InlineData("example.com/x=", true)]
    public void LabelSelectors(string selector, bool matches) => LabelSelector.Parse(selector).Matches(Pod).ShouldBe(matches);

    [Theory]
    [InlineData("metadata.name=p,metadata.namespace=n", true)]
    [InlineData("status.phase=Running,spec.nodeName!=node-1", false)]
    [InlineData("status.phase!=Pending", true)]
    [InlineData("status.podIP=", true)]
    public void FieldSelectors(string selector, bool matches) => FieldSelector.Parse(KnownTypes.Pods, selector).Matches(Pod).ShouldBe(matches);

    [Fact]
    public void AFieldThatCannotBeSelectedIsRefused() =>
        Should.Throw<StatusException>(() => FieldSelector.Parse(KnownTypes.Pods, "spec.foo=1")).Message.ShouldContain("spec.foo");
}
