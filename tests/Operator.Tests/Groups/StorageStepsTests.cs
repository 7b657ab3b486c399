using System.Collections.Immutable;
using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Tests.Groups;

public sealed class StorageStepsTests
{
    [Fact]
    public void Claims_grow_before_the_set_is_replaced()
    {
        Steps(Observe("1Gi", claims: ["1Gi", "1Gi", "1Gi"])).ShouldBeEmpty();
        Steps(Observe("2Gi", claims: ["1Gi", "2Gi", "1Gi"])).OfType<Step.GrowClaim>().Select(step => step.Claim.Metadata.Name).ShouldBe(["data-cache-0", "data-cache-2"]);
        Steps(Observe("2Gi", claims: ["2Gi", "2Gi", "2048Mi"])).ShouldHaveSingleItem().ShouldBeOfType<Step.ReplaceStatefulSet>();
    }

    [Fact]
    public void A_set_that_is_on_its_way_out_is_not_deleted_again()
    {
        var observation = Observe("2Gi", claims: ["2Gi", "2Gi", "2Gi"]);
        observation.Objects.StatefulSet!.Metadata.DeletionTimestamp = World.Now;

        Steps(observation).ShouldBeEmpty();
    }

    [Fact]
    public void A_claim_that_was_left_behind_smaller_grows_when_its_pod_comes_back()
    {
        Steps(Observe("2Gi", claims: ["2Gi", "2Gi", "1Gi"], template: "2Gi")).ShouldHaveSingleItem().ShouldBeOfType<Step.GrowClaim>().Size.ShouldBe("2Gi");
    }

    [Fact]
    public void Shrinking_is_refused_with_a_sentence_and_the_set_keeps_its_size()
    {
        var observation = Observe("1.5G", claims: ["2Gi", "2Gi", "2Gi"], template: "2Gi");

        Steps(observation).ShouldBeEmpty();
        StorageSteps.Shrinks(observation).ShouldNotBeNull().ShouldContain("write 2Gi or more");
        StorageSteps.Shrinks(Observe("2Gi", claims: [])).ShouldBeNull();
        StatefulSetBuilder.Build(observation.Group, claimSize: StorageSteps.TemplateSize(observation.Objects)).Spec!.VolumeClaimTemplates![0].Spec!.Resources!.Requests!["storage"].Value.ShouldBe("2Gi");
    }

    [Fact]
    public void A_refused_growth_is_asked_for_again_only_after_a_while_or_with_another_size()
    {
        var observation = Observe("2Gi", claims: ["1Gi", "1Gi", "1Gi"]);

        Steps(observation with { GrowthRefused = new RefusedGrowth("2Gi", "no", World.Now.AddSeconds(-10)) }).ShouldBeEmpty();
        Steps(observation with { GrowthRefused = new RefusedGrowth("2Gi", "no", World.Now.AddMinutes(-2)) }).Length.ShouldBe(3);
        Steps(observation with { GrowthRefused = new RefusedGrowth("3Gi", "no", World.Now.AddSeconds(-10)) }).Length.ShouldBe(3);
    }

    [Theory]
    [InlineData("1Gi", "1073741824")]
    [InlineData("0.5Gi", "536870912")]
    [InlineData("1G", "1000000000")]
    [InlineData("2Ti", "2199023255552")]
    [InlineData("nothing", null)]
    public void Sizes_are_compared_as_bytes(string text, string? bytes)
    {
        StorageSize.Bytes(text).ShouldBe(bytes is null ? null : decimal.Parse(bytes));
    }

    private static Step[] Steps(GroupObservation observation) => [.. StorageSteps.For(observation).SelectMany(stage => stage)];

    private static GroupObservation Observe(string size, string[] claims, string template = "1Gi")
    {
        var observation = new World().Observe();
        observation.Group.Spec.Persistence.Size = size;
        return observation with
        {
            Objects = observation.Objects with
            {
                StatefulSet = StatefulSetBuilder.Build(observation.Group, claimSize: template),
                Claims = claims.Select(Claim).ToImmutableDictionary(claim => claim.Metadata.Name!),
            },
        };
    }

    private static V1PersistentVolumeClaim Claim(string size, int ordinal) => new()
    {
        Metadata = new V1ObjectMeta { Name = $"data-cache-{ordinal}", NamespaceProperty = "shop", Uid = $"claim-{ordinal}" },
        Spec = new V1PersistentVolumeClaimSpec { Resources = new V1VolumeResourceRequirements { Requests = new Dictionary<string, ResourceQuantity> { ["storage"] = size } } },
    };
}
