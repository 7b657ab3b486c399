using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Controllers;
using KubeOps.Abstractions.Events;
using RedisOperator.Entities;
using RedisOperator.Operator.Diagnostics.Inspect;
using RedisOperator.Operator.Diagnostics.Metrics;
using RedisOperator.Operator.Groups.Apply;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;
using RedisOperator.Operator.Groups.Status;
using RedisOperator.Operator.Sentinels;

namespace RedisOperator.Operator.Groups;

/// <summary>One pass over one group: read the world, decide, do, say what is.</summary>
public sealed partial class GroupReconciler(
    GroupObserver observer,
    GroupApplier applier,
    ObjectWriter objects,
    OwnWrites<RedisReplicationGroup> written,
    SentinelSubscriptions subscriptions,
    Leadership leadership,
    StandbyCourtesy courtesy,
    MissedAnswers missed,
    GroupJournals journals,
    EventPublisher publish,
    GroupMetrics metrics,
    ILogger<GroupReconciler> log)
{
    public async Task<PassResult> ReconcileAsync(NamespacedName key, CancellationToken ct)
    {
        var observation = await observer.ObserveAsync(key, ct);
        if (observation is null || observation.Group.Metadata.DeletionTimestamp is not null)
        {
            // Everything that the group owns goes by its owner reference.
            subscriptions.Forget(key);
            missed.Forget(key);
            metrics.Forget(key);
            journals.Forget(key);
            return PassResult.Finished;
        }
        Listen(key, observation);
        journals.Observed(key, observation);
        return leadership.Enter() is { } term ? await LeadAsync(key, observation, term, ct) : await StandByAsync(key, observation, ct);
    }

    private async Task<PassResult> StandByAsync(NamespacedName key, GroupObservation observation, CancellationToken ct)
    {
        var plan = GroupPlan.RoutingOnly(observation, demotes: !observation.IsPaused);
        journals.Decided(key, plan.Decision, observation.Now, leads: false);
        var wait = courtesy.Wait(key, plan);
        if (wait > TimeSpan.Zero)
        {
            metrics.Saw(key, observation, plan);
            return PassResult.After(wait);
        }
        var result = await applier.ApplyAsync(observation, plan, ct);
        metrics.Saw(key, observation, plan, result);
        return result.Succeeded ? PassResult.After(plan.Again) : PassResult.Error(result.Failures[0].Message, result.Failures[0]);
    }

    private async Task<PassResult> LeadAsync(NamespacedName key, GroupObservation observation, CancellationToken term, CancellationToken ct)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(term, ct);
        try
        {
            return await LeadAsync(key, observation, both.Token);
        }
        catch (OperationCanceledException) when (term.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            // Another one leads now; this one goes on as a standby.
            return PassResult.After(GroupPlan.Rest);
        }
        finally
        {
            leadership.Leave();
        }
    }

    private async Task<PassResult> LeadAsync(NamespacedName key, GroupObservation observation, CancellationToken ct)
    {
        var plan = observation.IsPaused ? GroupPlan.RoutingOnly(observation, demotes: false) : GroupPlan.For(observation);
        Tell(key, observation, plan);
        var result = await applier.ApplyAsync(observation, plan, ct);
        metrics.Saw(key, observation, plan, result);
        journals.Failed(key, plan.Decision.Reason, result.Failures, observation.Now, leads: true);
        var noNews = missed.IsFirst(key, observation) && plan.Decision is Decision.Keep { Accepted: null, Refusal: null } && result.Succeeded;
        if (!noNews && !IsHurried(observation, plan))
        {
            var status = StatusBuilder.Build(observation, plan, result);
            await WriteStatusAsync(observation.Group, status, plan, ct);
            metrics.Switched(key, observation.Group.Status?.LastSwitch, status.LastSwitch);
            var says = GroupEvents.For(observation, plan, result, status).ToArray();
            foreach (var say in says)
            {
                metrics.Told(key, say);
            }
            _ = TellAsync(observation.Group, says);
        }
        return result.Succeeded ? PassResult.After(plan.Again) : PassResult.Error(result.Failures[0].Message, result.Failures[0]);
    }

    /// <summary>A decision that is new is worth a line; the same one again, every two seconds, is not.</summary>
    private void Tell(NamespacedName key, GroupObservation observation, GroupPlan plan)
    {
        var decision = plan.Decision;
        if (journals.Decided(key, decision, observation.Now, leads: true))
        {
            LogDecidedAnew(key, decision.GetType().Name, decision.Reason, DecisionText.Of(decision));
        }
        else
        {
            LogDecided(key, decision.GetType().Name, decision.Reason, decision.Message);
        }
    }

    /// <summary>Between the loss of a master and the next step towards a new one nothing is written that only people read.</summary>
    private static bool IsHurried(GroupObservation observation, GroupPlan plan) =>
        plan.Decision is Decision.Wait && observation.MasterLostAt is { } lost && observation.Now - lost < TimeSpan.FromSeconds(2);

    /// <summary>Events are told one after the other, beside the next passes: a slow API server must not hold up a failover. The publisher never throws.</summary>
    private async Task TellAsync(RedisReplicationGroup group, IReadOnlyList<Say> says)
    {
        foreach (var say in says)
        {
            await publish(group, say.Reason, say.Message, say.Type, CancellationToken.None);
        }
    }

    private void Listen(NamespacedName key, GroupObservation observation)
    {
        var addresses = observation.Pods.Select(pod => pod.Pod?.Status?.PodIP).Where(ip => !string.IsNullOrEmpty(ip)).Select(ip => IPAddress.Parse(ip!)).ToArray();
        var password = observation.Objects.Password;
        var spec = observation.Group.Spec;
        subscriptions.Listen(
            key,
            password,
            [.. addresses.Select(ip => new IPEndPoint(ip, spec.Sentinel.Port))],
            [.. addresses.Select(ip => new IPEndPoint(ip, spec.Port))]);
    }

    private async Task WriteStatusAsync(RedisReplicationGroup group, RedisReplicationGroupStatus status, GroupPlan plan, CancellationToken ct)
    {
        if (!JsonNode.DeepEquals(Node(group.Status), Node(status)))
        {
            // Taking a request on is the one thing that must not be done twice: it fails when the group is not what was read.
            written.Note(await objects.WriteStatusAsync(group, status, plan.Decision is Decision.Keep { Accepted: not null } ? group.Metadata.ResourceVersion : null, ct));
        }
    }

    private static JsonNode? Node(RedisReplicationGroupStatus? status) =>
        JsonSerializer.SerializeToNode(status, EntitiesJson.Options.GetTypeInfo(typeof(RedisReplicationGroupStatus)));
}
