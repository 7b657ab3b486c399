using System.Net;
using RedisOperator.Redis;

namespace RedisOperator.Operator.SelfTest;

/// <summary>A write through the VIP as a client would do it, and the proof that it is there: read again on another connection.</summary>
public sealed class VipTrial(string address, string password, int replicas, TimeProvider time)
{
    private const string Key = "redis-operator:selftest";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>For how long it is tried: kube-proxy writes a new Service's rules within about a second.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Answers how many replicas confirmed the write.</summary>
    /// <exception cref="SelfTestException">It did not work, or something else was read than was written.</exception>
    public async Task<long> RunAsync(CancellationToken ct)
    {
        var began = time.GetTimestamp();
        for (; ; await Task.Delay(Pause, time, ct))
        {
            var isLast = time.GetElapsedTime(began) > Patience;
            try
            {
                // A replica that has only just synced confirms nothing for up to a second.
                var confirmed = await TryAsync(ct);
                if (confirmed >= replicas || isLast)
                {
                    return confirmed;
                }
            }
            catch (RedisException e)
            {
                if (isLast)
                {
                    throw new SelfTestException($"no write through the VIP {address} for {Patience.TotalSeconds:0} s: {e.Message}");
                }
            }
        }
    }

    private async Task<long> TryAsync(CancellationToken ct)
    {
        var value = Guid.NewGuid().ToString("N");
        long confirmed;
        await using (var writer = await OpenAsync(ct))
        {
            await writer.ExecuteAsync(ct, "SET", Key, value);
            confirmed = replicas == 0 ? 0 : (await writer.ExecuteAsync(ct, "WAIT", $"{replicas}", "500")).AsInt64() ?? 0;
        }

        await using var reader = await OpenAsync(ct);
        var read = (await reader.ExecuteAsync(ct, "GET", Key)).AsString();
        return read == value ? confirmed : throw new SelfTestException($"wrote {value} through the VIP {address} and read {read ?? "nothing"}: does it lead to two masters?");
    }

    private Task<RedisConnection> OpenAsync(CancellationToken ct) =>
        RedisConnection.ConnectAsync(new ConfigurationOptions { EndPoint = EndPoint(address), Password = password, ClientName = "selftest" }, time, ct);

    // The status has the address with its port behind the last colon, an IPv6 one without brackets.
    private static IPEndPoint EndPoint(string address)
    {
        var colon = address.LastIndexOf(':');
        return IPAddress.TryParse(address[..Math.Max(colon, 0)].Trim('[', ']'), out var ip) && int.TryParse(address[(colon + 1)..], out var port)
            ? new IPEndPoint(ip, port)
            : throw new SelfTestException($"the VIP in the status is no address with a port: {address}");
    }
}
