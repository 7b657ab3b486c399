using System.Collections.Concurrent;
using System.Net;

namespace RedisOperator.Operator.Sentinels;

/// <summary>When the connection to an address last broke. For the timings in status; no decision reads it.</summary>
public sealed class ConnectionLosses(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _last = new(StringComparer.Ordinal);

    public void Note(IPEndPoint endPoint) => _last[endPoint.Address.ToString()] = time.GetUtcNow();

    public void Forget(IPEndPoint endPoint) => _last.TryRemove(endPoint.Address.ToString(), out _);

    public DateTimeOffset? LastOf(string address) => _last.TryGetValue(address, out var at) ? at : null;
}
