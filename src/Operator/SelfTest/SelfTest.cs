using k8s;
using k8s.Models;
using RedisOperator.Entities;

namespace RedisOperator.Operator.SelfTest;

/// <summary>
/// One group from beginning to end, as a user would have it: made, waited for, written to through its VIP, read back, removed. It keeps nothing on disk, so
/// that nothing is left of it, and it is removed whatever happens in between.
/// </summary>
public sealed class SelfTest(IKubernetes client, SelfTestOptions options, TimeProvider time, TextWriter output)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly string _namespace = options.Namespace ?? throw new ArgumentException("the namespace has to be known", nameof(options));

    private string What => $"redisgroup {_namespace}/{options.Name}";

    /// <exception cref="SelfTestException">Something is not as it should be.</exception>
    /// <exception cref="KubernetesException">The API server refused something, or did not answer.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        await CreateAsync(ct);
        try
        {
            var group = await ReadyAsync(ct);
            await WriteAsync(group, ct);
        }
        catch (Exception e) when (e is SelfTestException or KubernetesException)
        {
            // Said before the removal, which may have a failure of its own.
            Say($"found: {e.Message}");
            throw;
        }
        finally
        {
            // Also when it is interrupted: what it made goes, within the same bound.
            using var bounded = new CancellationTokenSource(options.Timeout, time);
            await RemoveAsync(bounded.Token);
        }

        Say("passed");
    }

    private async Task CreateAsync(CancellationToken ct)
    {
        try
        {
            await client.CreateAsync(Group(), ct);
        }
        catch (KubernetesException e) when (e.IsAlreadyExists)
        {
            throw new SelfTestException(
                $"{What} is there already, perhaps of a test that was interrupted: if nobody uses it, run 'kubectl --namespace {_namespace} delete redisgroup {options.Name}' and test again");
        }

        Say($"made {What}, {options.Replicas} x {options.Image}");
    }

    private RedisReplicationGroup Group() => new()
    {
        Metadata = new V1ObjectMeta { Name = options.Name, NamespaceProperty = _namespace },
        Spec = new RedisReplicationGroupSpec
        {
            Replicas = options.Replicas,
            Image = options.Image,
            Persistence = new PersistenceSpec { Mode = PersistenceMode.None },
        },
    };

    private async Task<RedisReplicationGroup> ReadyAsync(CancellationToken ct)
    {
        var began = time.GetTimestamp();
        RedisReplicationGroup group;
        while (true)
        {
            group = await client.GetAsync<RedisReplicationGroup>(_namespace, options.Name, ct);
            if (IsReady(group))
            {
                break;
            }

            if (time.GetElapsedTime(began) > options.Timeout)
            {
                throw new SelfTestException($"{What} is not Ready after {options.Timeout.TotalSeconds:0} s: {Reasons(group)}");
            }

            await Task.Delay(Pause, time, ct);
        }

        Say($"Ready after {time.GetElapsedTime(began).TotalSeconds:0.0} s; the VIP {group.Status.Vip!.Address} leads to {group.Status.Master?.Pod}");
        return group;
    }

    private static bool IsReady(RedisReplicationGroup group) =>
        group.Status is { Vip.Address.Length: > 0, Conditions: { } conditions } status
        && status.ObservedGeneration == group.Metadata.Generation
        && conditions.Any(condition => condition is { Type: Conditions.Ready, Status: "True" });

    private static string Reasons(RedisReplicationGroup group) => group.Status?.Conditions is { Count: > 0 } conditions
        ? string.Join("; ", conditions.Where(condition => condition.Type != Conditions.DatasetAtRisk && condition.Status != "True").Select(condition => $"{condition.Type} is {condition.Status}: {condition.Reason}: {condition.Message}"))
        : "no operator has written a status: does it run, and does it look after this namespace?";

    private async Task WriteAsync(RedisReplicationGroup group, CancellationToken ct)
    {
        var secret = await client.GetAsync<V1Secret>(_namespace, Resources.GroupNames.For(group).Auth, ct);
        var passwords = Resources.SecretBuilder.Read(secret) ?? throw new SelfTestException($"the Secret {secret.Metadata.Name} holds no usable password");
        var copies = await new VipTrial(group.Status.Vip!.Address!, passwords.Current, options.Replicas - 1, time).RunAsync(ct);
        Say($"wrote through the VIP and read it back; {copies} replica(s) had confirmed it");
    }

    private async Task RemoveAsync(CancellationToken ct)
    {
        var began = time.GetTimestamp();
        try
        {
            // In the foreground: the group is there until everything that belongs to it is gone.
            await client.DeleteAsync<RedisReplicationGroup>(_namespace, options.Name, new V1DeleteOptions { PropagationPolicy = "Foreground" }, ct);
            while (true)
            {
                await client.GetAsync<RedisReplicationGroup>(_namespace, options.Name, ct);
                await Task.Delay(Pause, time, ct);
            }
        }
        catch (KubernetesException e) when (e.IsNotFound)
        {
            Say($"removed it; gone after {time.GetElapsedTime(began).TotalSeconds:0.0} s");
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw new SelfTestException($"{What} was deleted and is still there after {options.Timeout.TotalSeconds:0} s: see 'kubectl --namespace {_namespace} describe redisgroup {options.Name}'");
        }
    }

    private void Say(string text) => output.WriteLine($"selftest: {text}");
}
