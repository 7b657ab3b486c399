using System.Collections.Concurrent;
using k8s;
using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;
using RedisOperator.Redis;

namespace RedisOperator.Operator.Groups.Apply;

/// <summary>The only writer: does the steps of a plan in its order and decides nothing.</summary>
public sealed partial class GroupApplier(
    ObjectWriter objects,
    OwnWrites<V1EndpointSlice> slices,
    OwnWrites<RedisReplicationGroup> groups,
    RedisWriter redis,
    HandOver handOver,
    ConfigWriter configs,
    StorageWriter storage,
    PasswordWriter passwords,
    TimeProvider time,
    ILogger<GroupApplier> log)
{
    /// <summary>An API server that is slower than this gets the routing write again in the next pass.</summary>
    private static readonly TimeSpan RoutingPatience = TimeSpan.FromSeconds(2);

    /// <summary>Runs stage after stage. A failure lets the other steps of its stage end and keeps the next stages from beginning: their premise is gone.</summary>
    public async Task<ApplyResult> ApplyAsync(GroupObservation observation, GroupPlan plan, CancellationToken ct)
    {
        var run = new Run(observation);
        foreach (var stage in plan.Stages)
        {
            // When routing has failed after a promotion, the master of before still has to stop: a refused write is better than a lost one.
            await Task.WhenAll(stage.Where(step => !run.HasToStop || (step is Step.Demote && !run.IsNotPromoted)).Select(step => TryAsync(run, step, ct)));
        }
        return new ApplyResult(run.PromotedAt, run.RoutedAt, [.. run.Failures], run.PausedAt) { Configured = [.. run.Configured] };
    }

    private async Task TryAsync(Run run, Step step, CancellationToken ct)
    {
        try
        {
            await DoAsync(run, step, ct);
            LogDone(run.Observation.Group.Metadata.NamespaceProperty, run.Observation.Group.Metadata.Name, Describe(step));
        }
        catch (Exception e) when (e is RedisException or KubernetesException or NameTakenException or SwitchoverException)
        {
            LogFailed(run.Observation.Group.Metadata.NamespaceProperty, run.Observation.Group.Metadata.Name, Describe(step), e.Message);
            run.Failed(step, e);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            LogFailed(run.Observation.Group.Metadata.NamespaceProperty, run.Observation.Group.Metadata.Name, Describe(step), "no answer in time");
            run.Failed(step, new TimeoutException($"{Describe(step)}: no answer in time", e));
        }
    }

    private async Task DoAsync(Run run, Step step, CancellationToken ct)
    {
        var observation = run.Observation;
        switch (step)
        {
            case Step.Write write:
                await objects.WriteAsync(observation.Group, write, ct);
                break;
            case Step.CreatePassword:
                await objects.CreatePasswordAsync(observation.Group, ct);
                break;
            case Step.MoveVip move:
                await RouteAsync(observation, move.Desired, move.ReadResourceVersion, ct);
                run.RoutedAt = time.GetUtcNow();
                break;
            case Step.CloseVip close:
                await RouteAsync(observation, close.Desired, close.ReadResourceVersion, ct);
                break;
            case Step.Label label:
                await objects.LabelAsync(label, ct);
                if (label.Role == Labels.MasterRole && !observation.Group.Spec.RoutesDirectly())
                {
                    run.RoutedAt = time.GetUtcNow();
                }
                break;
            case Step.Annotate annotate:
                await objects.AnnotateAsync(annotate, ct);
                break;
            case Step.Configure configure:
                run.Configured.Enqueue((configure.Pod.Name, await configs.ConfigureAsync(observation, configure, ct)));
                break;
            case Step.TakeSnapshot snapshot:
                await configs.TakeSnapshotAsync(observation, snapshot, ct);
                break;
            case Step.GivePasswords give:
                await passwords.GiveAsync(observation, give, ct);
                break;
            case Step.GrowClaim grow:
                await storage.GrowAsync(observation, grow, ct);
                break;
            case Step.ReplaceStatefulSet replace:
                await storage.ReplaceAsync(replace, ct);
                break;
            case Step.MakeMaster make:
                await redis.MakeMasterAsync(observation, make.Pod, ct);
                run.PromotedAt = time.GetUtcNow();
                break;
            case Step.Follow follow:
                await redis.FollowAsync(observation, follow.Pod, follow.Master, ct);
                break;
            case Step.Reconnect reconnect:
                await redis.ReconnectAsync(observation, reconnect.Pod, reconnect.Master, ct);
                break;
            case Step.Demote demote:
                await redis.DemoteAsync(observation, demote.Pod, demote.Master, ct);
                break;
            case Step.SetPriority set:
                await redis.SetPriorityAsync(observation, set.Pod, set.Priority, ct);
                break;
            case Step.Monitor monitor:
                await redis.MonitorAsync(observation, monitor, ct);
                break;
            case Step.Tune tune:
                await redis.TuneAsync(observation, tune.Sentinel, ct);
                break;
            case Step.HandOver hand:
                (run.PausedAt, run.PromotedAt) = await handOver.RunAsync(observation, hand, ct);
                break;
            case Step.ClearRequest clear:
                groups.Note(await objects.ClearRequestAsync(observation.Group, clear, ct));
                break;
            case Step.SetFence set:
                await redis.SetFenceAsync(observation, set, ct);
                break;
            case Step.DeletePod delete:
                await objects.DeletePodAsync(delete, ct);
                break;
            case Step.DeleteService delete:
                await objects.DeleteServiceAsync(observation.Group, delete, ct);
                break;
            case Step.DeleteArbiter delete:
                await objects.DeleteArbiterAsync(observation.Group, delete, ct);
                break;
            case Step.Reset reset:
                await redis.ResetAsync(observation, reset.Sentinel, ct);
                break;
            case Step.StartFailover start:
                await redis.StartFailoverAsync(observation, start.Sentinel, ct);
                break;
            default:
                throw new InvalidOperationException($"no such step: {step.GetType().Name}");
        }
    }

    private async Task RouteAsync(GroupObservation observation, V1EndpointSlice desired, string? readResourceVersion, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(RoutingPatience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        await objects.WriteRouteAsync(observation.Group, desired, readResourceVersion, slices, both.Token);
    }

    /// <summary>A step in one line, without what may be secret or long.</summary>
    private static string Describe(Step step) => step switch
    {
        Step.Write write => $"write {write.Desired.Kind} {write.Desired.Metadata.Name}",
        Step.CreatePassword => "create the password",
        Step.MoveVip move => $"move the VIP to {move.To.Name}",
        Step.CloseVip close => $"lead the VIP nowhere: {close.From.Name} is not master any more",
        Step.Label label => $"label {label.Pod.Name} {label.Role}",
        Step.Annotate annotate => $"set {string.Join(", ", annotate.Change.Labels.Keys.Concat(annotate.Change.Annotations.Keys))} on {annotate.Pod.Name}",
        Step.Configure configure => $"set {string.Join(", ", configure.Wanted.Keys)} on {configure.Pod.Name}",
        Step.TakeSnapshot snapshot => $"take a snapshot on {snapshot.Pod.Name}",
        Step.GivePasswords give => $"give {give.Pod.Name} its passwords",
        Step.GrowClaim grow => $"grow {grow.Claim.Metadata.Name} to {grow.Size}",
        Step.ReplaceStatefulSet replace => $"replace the StatefulSet {replace.Present.Metadata.Name}, its pods stay",
        Step.MakeMaster make => $"make {make.Pod.Name} master",
        Step.Follow follow => $"point {follow.Pod.Name} at {follow.Master.Name}",
        Step.Reconnect reconnect => $"let {reconnect.Pod.Name} connect to {reconnect.Master.Name} anew",
        Step.Demote demote => $"demote {demote.Pod.Name}",
        Step.SetPriority set => $"set the replica-priority of {set.Pod.Name} to {set.Priority}",
        Step.Monitor monitor => $"tell the sentinel of {monitor.Sentinel.Name} of the master {monitor.Master.Name}",
        Step.Tune tune => $"set up the sentinel of {tune.Sentinel.Name}",
        Step.HandOver hand => $"hand over from {hand.From.Name} to {hand.To.Name}",
        Step.ClearRequest => "take the request for a switchover off the group",
        Step.SetFence set => $"let {set.Pod.Name} take writes with {set.MinReplicas} replicas",
        Step.DeletePod delete => $"replace {delete.Pod.Name}: {delete.Why}",
        Step.DeleteService delete => $"remove the Service {delete.Name}",
        Step.DeleteArbiter => "remove the sentinel-only pod",
        Step.Reset reset => $"let the sentinel of {reset.Sentinel.Name} forget who is gone",
        Step.StartFailover start => $"ask the sentinel of {start.Sentinel.Name} to fail over",
        _ => step.GetType().Name,
    };

    private sealed class Run(GroupObservation observation)
    {
        public GroupObservation Observation { get; } = observation;

        public ConcurrentQueue<Exception> Failures { get; } = new();

        /// <summary>What comes next relies on what failed.</summary>
        public bool HasToStop { get; private set; }

        /// <summary>Nobody has become master by this pass; whoever is one stays it.</summary>
        public bool IsNotPromoted { get; private set; }

        /// <summary>Nothing waits for a label, which is for people and other Services, nor for one replica more or less: the next pass does it again.</summary>
        public void Failed(Step step, Exception failure)
        {
            Failures.Enqueue(failure);
            HasToStop |= step is not (Step.Label or Step.Annotate or Step.Follow or Step.Reconnect);
            IsNotPromoted |= step is Step.MakeMaster or Step.HandOver or Step.ClearRequest;
        }

        public ConcurrentQueue<(string Pod, AppliedConfig Config)> Configured { get; } = new();

        public DateTimeOffset? PausedAt { get; set; }

        public DateTimeOffset? PromotedAt { get; set; }

        public DateTimeOffset? RoutedAt { get; set; }
    }
}
