using System.Collections.Immutable;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>Labels and annotations that the user wants on pods are changed on those that live: nobody restarts for a label.</summary>
public static class MetadataSteps
{
    public static IEnumerable<ImmutableArray<Step>> For(GroupObservation observation)
    {
        yield return
        [
            .. from pod in observation.Pods
               where pod.HasRedis && pod.Pod is { Metadata.DeletionTimestamp: null }
               let change = PodMetadata.Change(observation.Group, pod.Pod!)
               where !change.IsEmpty
               select new Step.Annotate(pod, change),
        ];
    }
}
