namespace RedisOperator.LocalCluster.Network;

/// <summary>A node's pod addresses, handed out in a circle so that a freed one is not seen again at once.</summary>
internal sealed class PodAddresses(int node)
{
    private const int First = 2;
    private const int Last = 254;
    private readonly HashSet<int> _taken = [];
    private readonly Lock _lock = new();
    private int _next = First;

    public string Take()
    {
        lock (_lock)
        {
            for (var tries = First; tries <= Last; tries++)
            {
                var host = _next;
                _next = _next == Last ? First : _next + 1;
                if (_taken.Add(host))
                {
                    return Addresses.Pod(node, host);
                }
            }
        }

        throw new InvalidOperationException($"node-{node} has no free pod address left");
    }

    public void Return(string address)
    {
        lock (_lock)
        {
            _taken.Remove(int.Parse(address[(address.LastIndexOf('.') + 1)..]));
        }
    }
}
