using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>Jobs: pods until enough of them succeeded or too many failed. No indexes, no failure policies, no back-off between pods.</summary>
internal sealed class JobController(Registry registry, TimeProvider time, ILogger logger) : Controller(registry, time, logger)
{
    private const string Complete = "Complete";
    private const string Failed = "Failed";

    protected override ResourceType Subject => KnownTypes.Jobs;

    protected override IReadOnlyList<ResourceType> AlsoWatched => [KnownTypes.Pods];

    protected override IEnumerable<Key> Affected(Change change) => Owners.KeyOfController(change.Event.Object, "Job");

    protected override TimeSpan? Reconcile(Key key)
    {
        if (Registry.Get(KnownTypes.Jobs.Key(key.Namespace, key.Name)) is not { } job || job.IsDeleting())
        {
            return null;
        }

        if (IsOver(job))
        {
            return Forget(job);
        }

        var pods = PodsOf(job);
        var state = new JobState(job, pods, Time.GetUtcNow());
        if (state.Verdict is null)
        {
            Start(job, state.Missing);
        }
        else
        {
            foreach (var pod in pods.Where(pod => !Pods.IsFinished(pod)))
            {
                Registry.Delete(KnownTypes.Pods.Key(pod.Namespace(), pod.Name()));
            }
        }

        Registry.UpdateStatus(KnownTypes.Jobs.Key(key.Namespace, key.Name), copy =>
        {
            copy["status"] = new JobState(job, PodsOf(job), Time.GetUtcNow()).Status(state.Verdict);
            return copy;
        });
        return state.Deadline;
    }

    private List<JsonObject> PodsOf(JsonObject job) => [.. Registry.List(KnownTypes.Pods, job.Namespace()).Items.Where(pod => Owners.IsControlledBy(pod, job))];

    private static bool IsOver(JsonObject job) => Pods.HasCondition(job, Complete) || Pods.HasCondition(job, Failed);

    /// <summary>Some jobs are deleted a while after their end.</summary>
    private TimeSpan? Forget(JsonObject job)
    {
        var ended = job.Items("status", "conditions").Where(condition => condition.Text("type") is Complete or Failed)
            .Select(condition => Timestamps.Parse(condition.Text("lastTransitionTime"))).FirstOrDefault();
        if (job.Integer("spec", "ttlSecondsAfterFinished") is not { } seconds || ended is null)
        {
            return null;
        }

        var left = ended.Value + TimeSpan.FromSeconds(seconds) - Time.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            return left;
        }

        Registry.Delete(KnownTypes.Jobs.Key(job.Namespace(), job.Name()), new DeleteOptions { Propagation = Propagation.Background });
        return null;
    }

    private void Start(JsonObject job, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var pod = Pods.FromTemplate((JsonObject)job.Spec()!["template"]!, job);
            pod.Metadata()["generateName"] = job.Name() + "-";
            Registry.Create(KnownTypes.Pods, job.Namespace(), pod);
        }
    }
}
