using System.Collections.Immutable;
using System.Net;
using RedisOperator.Redis;

namespace RedisOperator.Vip;

/// <summary>
/// Everything around the address: this host's redis, the sentinels, and, while a failover runs, the replica that it has selected. It all keeps itself up to date and
/// rings when something changes; <see cref="Read"/> takes what is known now and waits for nothing. One caller at a time.
/// </summary>
internal sealed class Surroundings : IAsyncDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan DefaultHoldFor = TimeSpan.FromSeconds(5);

    private readonly VipSettings _settings;
    private readonly Clock _clock;
    private readonly Bell _bell = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<HostPort, Watched> _sentinels = [];
    private readonly OwnRedisWatch _redis;
    private readonly PromotionElsewhere _elsewhere;
    private OwnAddresses _own;
    private TimeSpan _ownAt;
    private Task _watchingRedis = Task.CompletedTask;
    private SentinelWatch[] _asked = []; // read by the subscriptions' tasks

    public Surroundings(VipSettings settings, Clock clock)
    {
        _settings = settings;
        _clock = clock;
        _own = OwnAddresses.Read(settings);
        _redis = new OwnRedisWatch(() => RedisOptions(settings.Redis), clock, _bell.Ring);
        _elsewhere = new PromotionElsewhere(RedisOptions, clock, _bell.Ring);
    }

    /// <summary>Completes when something changes. Take it before <see cref="Read"/>.</summary>
    public Task Changed => _bell.Next;

    /// <summary>A running failover has selected this host's redis.</summary>
    public bool SelectedHere { get; private set; }

    public IEnumerable<(HostPort Address, SentinelAnswer? Last, string? Failure)> Sentinels =>
        _sentinels.Values.Select(watched => (watched.Watch.Address, watched.Watch.Last, watched.Watch.Failure));

    public HoldRules Rules =>
        HoldRules.For(_settings.HoldFor ?? Answers.Select(answer => answer.DownAfter).OfType<TimeSpan>().OrderDescending().FirstOrDefault(DefaultHoldFor));

    private IEnumerable<SentinelAnswer> Answers => _sentinels.Values.Select(watched => watched.Watch.Last).OfType<SentinelAnswer>();

    public void Start()
    {
        _watchingRedis = _redis.RunAsync(_stopping.Token);
        foreach (var sentinel in _settings.Sentinels)
        {
            Watch(sentinel, configured: true);
        }
    }

    /// <summary>This host's redis has said what it is, or it is known that it does not. True where it is no master: what sentinels say changes nothing then.</summary>
    public async Task<bool> IsNoMasterAsync(TimeSpan limit, CancellationToken ct)
    {
        await Task.WhenAny(_redis.First, Task.Delay(limit, _clock.Time, ct));
        ct.ThrowIfCancellationRequested();
        return _redis.Last.Role is OwnRole.Gone or OwnRole.Replica;
    }

    /// <summary>Everybody has answered once, or is known not to; those that are learned of meanwhile too.</summary>
    public async Task FirstAnswersAsync(TimeSpan limit, CancellationToken ct)
    {
        var until = _clock.Now + limit;
        for (var known = 0; known < _sentinels.Count && _clock.Now < until;)
        {
            known = _sentinels.Count;
            var all = Task.WhenAll(_sentinels.Values.Select(watched => watched.Watch.First).Append(_redis.First));
            await Task.WhenAny(all, Task.Delay(until - _clock.Now, _clock.Time, ct));
            ct.ThrowIfCancellationRequested();
            Learn();
        }
    }

    public Evidence Read(bool holds, Claim? claim)
    {
        if (_clock.Now - _ownAt > TimeSpan.FromSeconds(1) || _ownAt == TimeSpan.Zero)
        {
            _own = OwnAddresses.Read(_settings);
            _ownAt = _clock.Now;
        }

        Learn();
        var rules = Rules;
        var now = _clock.Now;
        var answers = Young(now, rules);
        var self = _own.Of(_settings, _redis.Announced);
        var selected = answers.Select(answer => answer.View).Where(view => now - view.At <= rules.FreshFor).Select(view => view.Selected).OfType<HostPort>().Distinct().ToArray();
        SelectedHere = selected.Any(self.Contains);
        _redis.PromotionExpected = SelectedHere;
        var known = Math.Max(_settings.Sentinels.Select(Canonical).Distinct(StringComparer.Ordinal).Count(), answers.Select(answer => answer.Count).DefaultIfEmpty(1).Max());
        var needed = Math.Max((known / 2) + 1, answers.Select(answer => answer.Quorum).DefaultIfEmpty(1).Max());
        AskElsewhere(holds, [.. selected.Where(one => !self.Contains(one))], [.. answers.Select(answer => answer.View)], self, needed);
        return new Evidence
        {
            Now = now,
            Redis = _redis.Last,
            Self = self,
            Sentinels = [.. answers.Select(answer => answer.View)],
            Known = known,
            Needed = needed,
            Holds = holds,
            Claim = claim,
            PromotedElsewhere = _elsewhere.Promoted,
        };
    }

    /// <summary>Only a holder, and a master that has just let go for it, want to know; and not against a majority that has chosen this host since.</summary>
    private void AskElsewhere(bool holds, HostPort[] selected, SentinelView[] views, IReadOnlySet<HostPort> self, int needed)
    {
        if ((!holds && _redis.Last.Role != OwnRole.Master)
            || SelectedHere
            || (_elsewhere.IsAsked && views.Count(view => view.Master is { } named && self.Contains(named) && view.Epoch > _elsewhere.Epoch) >= needed))
        {
            _elsewhere.Forget();
        }
        else if (selected.Length == 0 && _elsewhere.Promoted is null)
        {
            // The failover has ended before anybody was promoted.
            _elsewhere.Forget();
        }
        else if (selected is [var one, ..])
        {
            _elsewhere.Ask(one, views.Select(view => view.Epoch).DefaultIfEmpty(0).Max(), _stopping.Token);
        }
    }

    /// <summary>Addresses of the group's other hosts on the VIP's network, as far as they are known. What sentinels announce may lie elsewhere, and nobody answers for it there.</summary>
    public IReadOnlyCollection<IPAddress> Hosts() =>
    [
        .. _sentinels.Values.Select(watched => watched.Watch.Address.Host)
            .Concat(Answers.Select(answer => answer.View.Master?.Host).OfType<string>())
            .Select(Parsed).OfType<IPAddress>()
            .Concat(_redis.Origins)
            .Where(_own.IsNeighbour)
            .Concat(_settings.Peers.Select(Parsed).OfType<IPAddress>())
            .Where(host => !_own.Contains(host) && !host.Equals(_settings.Vip.Address))
            .Distinct(),
    ];

    private static IPAddress? Parsed(string host) => IPAddress.TryParse(host, out var address) ? address : null;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_sentinels.Values.Select(watched => watched.Running).Append(_watchingRedis)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    /// <summary>The answers that are not too old to count, one for each sentinel, however many of its addresses are asked.</summary>
    private ImmutableArray<SentinelAnswer> Young(TimeSpan now, HoldRules rules) =>
    [
        .. _sentinels.Values.Where(watched => watched.Watch.Last is { } last && now - last.View.At <= rules.HoldFor)
            .GroupBy(watched => watched.Watch.Last!.Id ?? Canonical(watched.Watch.Address))
            .Select(same => same.Select(watched => watched.Watch.Last!).MaxBy(answer => answer.View.At)!),
    ];

    /// <summary>Sentinels that others know are asked too; those that nobody lists any more are not.</summary>
    private void Learn()
    {
        var rules = Rules;
        var young = Answers.Where(answer => _clock.Now - answer.View.At <= rules.HoldFor).ToArray();
        var ids = Answers.Select(answer => answer.Id).OfType<string>().ToHashSet();
        var canonical = _sentinels.Keys.Select(Canonical).ToHashSet(StringComparer.Ordinal);
        foreach (var peer in young.SelectMany(answer => answer.Peers).Where(peer => !(peer.Id is { } id && ids.Contains(id))).Select(peer => peer.Address).Distinct().ToArray())
        {
            if (canonical.Add(Canonical(peer)))
            {
                Watch(peer, configured: false);
            }
        }

        var listed = young.SelectMany(answer => answer.Peers).Select(peer => peer.Address).ToHashSet();
        foreach (var (address, gone) in _sentinels.Where(one => !one.Value.Configured && young.Length > 0 && one.Value.Watch.Failure is not null && !listed.Contains(one.Key)).ToArray())
        {
            _sentinels.Remove(address);
            gone.Stop();
            Volatile.Write(ref _asked, [.. _sentinels.Values.Select(watched => watched.Watch)]);
        }
    }

    /// <summary>The local sentinel goes by 127.0.0.1 here and by this host's address with the others. One that announces an address which no host has is told by its run id.</summary>
    private string Canonical(HostPort address) => _own.Contains(address.Host) ? $"here:{address.Port}" : address.ToString();

    private void Watch(HostPort address, bool configured)
    {
        var watch = new SentinelWatch(address, () => SentinelOptions(address), _settings.MasterName, _clock, _ => HurryAll(), _bell.Ring);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        _sentinels[address] = new Watched(watch, watch.RunAsync(stop.Token), configured, stop);
        Volatile.Write(ref _asked, [.. _sentinels.Values.Select(watched => watched.Watch)]);
    }

    private void HurryAll()
    {
        foreach (var watched in Volatile.Read(ref _asked))
        {
            watched.Hurry();
        }

        _bell.Ring();
    }

    private ConfigurationOptions SentinelOptions(HostPort address) => new()
    {
        EndPoint = EndPoint(address),
        User = _settings.SentinelUser,
        Password = _settings.SentinelPassword?.Current,
        ConnectTimeout = ConnectLimit,
        CommandTimeout = AnswerLimit,
    };

    private ConfigurationOptions RedisOptions(HostPort address) => new()
    {
        EndPoint = EndPoint(address),
        User = _settings.RedisUser,
        Password = _settings.RedisPassword?.Current,
        ConnectTimeout = ConnectLimit,
        CommandTimeout = AnswerLimit,
    };

    private static EndPoint EndPoint(HostPort address) =>
        IPAddress.TryParse(address.Host, out var ip) ? new IPEndPoint(ip, address.Port) : new DnsEndPoint(address.Host, address.Port);

    private sealed record Watched(SentinelWatch Watch, Task Running, bool Configured, CancellationTokenSource Stopping)
    {
        public void Stop()
        {
            Stopping.Cancel();
            _ = Running.ContinueWith(_ => Stopping.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }
}
