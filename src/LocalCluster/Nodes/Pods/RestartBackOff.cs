namespace RedisOperator.LocalCluster.Nodes.Pods;

/// <summary>How long to wait before a container is started again: kubelet's numbers, and half a second the first time.</summary>
internal sealed class RestartBackOff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(10);
    private TimeSpan _next = First;

    public TimeSpan Next(TimeSpan ranFor)
    {
        if (ranFor >= Forgotten)
        {
            _next = First;
        }

        var wait = _next;
        _next = wait == First ? Second : wait * 2 < Longest ? wait * 2 : Longest;
        return wait;
    }

    /// <summary>Long enough to be called a back-off.</summary>
    public static bool IsLong(TimeSpan wait) => wait > First;
}
