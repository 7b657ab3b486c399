using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace RedisOperator.Vip;

/// <summary>Who else answers for the address, and whether that is a host of the group.</summary>
internal sealed class AddressProbe(VipSettings settings, NeighbourQuestions questions, Clock clock)
{
    /// <summary>A neighbour on the same network answers within a millisecond; this is for one that is busy.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    /// <summary>For a host of the group that has just answered, and is silent when it has let go.</summary>
    private static readonly TimeSpan ShortPatience = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan JustNow = TimeSpan.FromMilliseconds(200);

    /// <summary>Hosts of the group by hardware address, as once learned: asking all of them takes as long as the one that is dead is waited for.</summary>
    private readonly Dictionary<PhysicalAddress, string> _hosts = [];
    private Task _asking = Task.CompletedTask;
    private TimeSpan? _formerAnsweredAt; // by the question's own task
    private volatile Answer? _last; // written by the question's own task

    /// <summary>What was last found, and when the question was asked.</summary>
    public Answer? Last
    {
        get => _last;
        private set => _last = value;
    }

    /// <summary>Why the last question could not be asked; null when it could.</summary>
    public string? Failure { get; private set; }

    /// <summary>What was found is not to be believed any longer.</summary>
    public void Forget() => Last = null;

    public bool IsAsking => !_asking.IsCompleted;

    /// <summary>An answer to a question that was asked no longer ago than this; null when there is none yet.</summary>
    public AddressUse? Within(TimeSpan age) => Last is { } last && clock.Now - last.At <= age ? last.Use : null;

    /// <summary>Asks, unless a question is under way. Never faults; ends with <see cref="Last"/> or <see cref="Failure"/> set.</summary>
    public Task AskAsync(IReadOnlyCollection<IPAddress> hosts, CancellationToken ct) => IsAsking ? _asking : _asking = RunAsync(hosts, ct);

    private async Task RunAsync(IReadOnlyCollection<IPAddress> hosts, CancellationToken ct)
    {
        var asked = clock.Now;
        try
        {
            if (InterfaceView.Read(settings.Interface) is not { } found)
            {
                Failure = $"there is no interface {settings.Interface} any more";
                return;
            }

            Last = new Answer(asked, await WhoAsync(found, hosts, ct));
            Failure = null;
        }
        catch (SocketException e)
        {
            Failure = $"asking on {settings.Interface} who has {settings.Vip.Address}: {e.SocketErrorCode}";
        }
        catch (OperationCanceledException)
        {
            Failure = "stopping";
        }
    }

    private async Task<AddressUse> WhoAsync(InterfaceView from, IReadOnlyCollection<IPAddress> hosts, CancellationToken ct)
    {
        var patience = _formerAnsweredAt is { } answered && clock.Now - answered < JustNow ? ShortPatience : Patience;
        var answers = await questions.AskAsync(from, [settings.Vip.Address], patience, ct);
        if (!answers.TryGetValue(settings.Vip.Address, out var holder))
        {
            return AddressUse.Free;
        }

        if (!_hosts.ContainsKey(holder))
        {
            foreach (var (address, hardwareAddress) in await questions.AskAsync(from, hosts, Patience, ct))
            {
                _hosts[hardwareAddress] = address.ToString();
            }
        }

        var host = _hosts.GetValueOrDefault(holder);
        _formerAnsweredAt = host is null ? null : clock.Now;
        return new AddressUse(string.Join(':', holder.GetAddressBytes().Select(part => $"{part:x2}")), host);
    }

    /// <param name="At">when the question was asked</param>
    public sealed record Answer(TimeSpan At, AddressUse Use);
}
