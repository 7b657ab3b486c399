using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Tests.Groups;

/// <summary>A group of three as an observation, described by what each pod and each sentinel says.</summary>
internal sealed class World
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly RedisView[] _redis = [Dead(), Dead(), Dead()];
    private readonly SentinelView[] _sentinels = [new SentinelView.Blank(), new SentinelView.Blank(), new SentinelView.Blank()];
    private RedisReplicationGroupStatus? _status;
    private Route? _route;
    private DateTimeOffset _runningSince = Now.AddSeconds(-1);
    private readonly HashSet<int> _terminating = [];
    private readonly HashSet<int> _cordoned = [];
    private readonly HashSet<int> _outdated = [];
    private bool _templateIsOut;
    private Action<V1ObjectMeta>? _annotations;
    private Action<RedisReplicationGroupSpec>? _spec;
    private OwnedObjects _objects = OwnedObjects.None;

    public static string Address(int ordinal) => $"10.96.0.{10 + ordinal}";

    public static RedisView Master(long offset = 100, long keys = 10) => new RedisView.Answered(true, null, null, null, offset, keys, false, 100);

    public static RedisView Replica(int of, long offset = 100, bool linked = false, long keys = 10, int priority = 100) =>
        new RedisView.Answered(false, Address(of), 6379, linked, offset, keys, false, priority);

    public static RedisView Held(long keys = 0, long offset = 0, bool loading = false) =>
        new RedisView.Answered(false, HeldAddress.Host, HeldAddress.Port, false, offset, keys, loading, 100);

    public static RedisView Dead() => new RedisView.Dead("refuses");

    public static RedisView Silent() => new RedisView.Silent("no answer");

    /// <summary>A sentinel that names this pod; with <paramref name="selected"/> it leads a failover and has selected that one; it has seen that <paramref name="ineligible"/> may not be, and has not heard <paramref name="unheard"/> for 3 s.</summary>
    public static SentinelView Names(int master, long epoch = 0, bool leads = false, int? selected = null, TimeSpan? downFor = null, int? ineligible = null, int? unreached = null, int? unheard = null) =>
        new SentinelView.Monitoring(
            Address(master), 6379, epoch, leads || selected is not null, downFor, new SentinelSettings(2, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), 1, true),
            [.. Enumerable.Range(0, 3).Where(pod => pod != master).Select(pod => new KnownReplica(Address(pod), 6379, pod == selected, pod == ineligible ? 0 : 100, Linked: true, IsDown: pod == unreached, TimeSpan.FromSeconds(pod == unheard ? 3 : 1)))], 2);

    public static SentinelView NoAnswer() => new SentinelView.Silent("no answer");

    public World Redis(RedisView zero, RedisView one, RedisView two)
    {
        (_redis[0], _redis[1], _redis[2]) = (zero, one, two);
        return this;
    }

    public World Sentinels(SentinelView zero, SentinelView one, SentinelView two)
    {
        (_sentinels[0], _sentinels[1], _sentinels[2]) = (zero, one, two);
        return this;
    }

    public World SentinelsAll(SentinelView view) => Sentinels(view, view, view);

    public World RoutedTo(int ordinal, long epoch = 0)
    {
        _route = new Route($"cache-{ordinal}", $"uid-{ordinal}", $"10.244.0.{ordinal}", epoch);
        _status ??= new RedisReplicationGroupStatus();
        _status.Master = new MasterStatus { Pod = $"cache-{ordinal}", Epoch = epoch };
        return this;
    }

    public World Terminating(int ordinal)
    {
        _terminating.Add(ordinal);
        return this;
    }

    public World Cordoned(int ordinal)
    {
        _cordoned.Add(ordinal);
        return this;
    }

    public World Outdated(params int[] ordinals)
    {
        _outdated.UnionWith(ordinals);
        return this;
    }

    /// <summary>Somebody asks for a switchover.</summary>
    public World Asking(string wish)
    {
        _annotations = metadata => metadata.Annotations = new Dictionary<string, string> { [Annotations.Switchover] = wish };
        return this;
    }

    /// <summary>The StatefulSet has the template that is wanted, and its controller has seen it.</summary>
    public World WithTemplate()
    {
        _templateIsOut = true;
        return this;
    }

    public World Spec(Action<RedisReplicationGroupSpec> change)
    {
        _spec = change;
        return this;
    }

    public World Objects(OwnedObjects objects)
    {
        _objects = objects;
        return this;
    }

    /// <summary>When the redis containers started.</summary>
    public World RunningSince(DateTimeOffset time)
    {
        _runningSince = time;
        return this;
    }

    public World Status(RedisReplicationGroupStatus status)
    {
        _status = status;
        return this;
    }

    public GroupObservation Observe()
    {
        var group = new RedisReplicationGroup
        {
            Metadata = new V1ObjectMeta { Name = "cache", NamespaceProperty = "shop", Uid = "u1", CreationTimestamp = Now.AddSeconds(-5), Generation = 1 },
            Spec = new RedisReplicationGroupSpec { Replicas = 3, Image = "redis:8.2" },
            Status = _status!,
        };
        _annotations?.Invoke(group.Metadata);
        _spec?.Invoke(group.Spec);
        if (_templateIsOut)
        {
            var set = StatefulSetBuilder.Build(group);
            set.Metadata.Generation = 2;
            set.Status = new V1StatefulSetStatus { ObservedGeneration = 2 };
            _objects = _objects with { StatefulSet = set };
        }
        return new GroupObservation(Now, group, _objects with { Route = _route }, [.. Enumerable.Range(0, 3).Select(ordinal => Pod(group, ordinal))]);
    }

    public Decision Decide() => MasterDecision.Decide(Observe());

    public GroupPlan Plan() => GroupPlan.For(Observe());

    private PodObservation Pod(RedisReplicationGroup group, int ordinal) => new(
        ordinal,
        $"cache-{ordinal}",
        new V1Pod
        {
            Metadata = new V1ObjectMeta { Name = $"cache-{ordinal}", NamespaceProperty = "shop", Uid = $"uid-{ordinal}", Annotations = TemplateOf(group, ordinal), DeletionTimestamp = _terminating.Contains(ordinal) ? Now.AddSeconds(30) : null },
            Status = new V1PodStatus
            {
                PodIP = $"10.244.0.{ordinal}",
                Conditions = [new V1PodCondition { Type = "Ready", Status = "True" }],
                ContainerStatuses = [new V1ContainerStatus { Name = "redis", State = new V1ContainerState { Running = new V1ContainerStateRunning { StartedAt = _runningSince } } }],
            },
        },
        Address(ordinal),
        _redis[ordinal],
        _sentinels[ordinal])
    {
        IsCordoned = _cordoned.Contains(ordinal),
    };

    private Dictionary<string, string> TemplateOf(RedisReplicationGroup group, int ordinal) => new()
    {
        [Annotations.TemplateHash] = _outdated.Contains(ordinal) ? "earlier" : TemplateHash.Of(group),
        [Annotations.Start] = StartMode.Of(group),
    };
}
