using RedisOperator.LocalCluster.Nodes.Native;

namespace RedisOperator.LocalCluster.Cli;

/// <summary>
/// Ends something when a process ends. (PR_SET_PDEATHSIG would be shorter, but fires when the *thread* that started this
/// process ends, and a .NET parent starts processes from pool threads, which come and go.)
/// </summary>
internal static class ParentWatch
{
    /// <summary>Cancels when the process that started this one is gone.</summary>
    public static void Start(CancellationTokenSource ended)
    {
        var descriptor = Linux.OpenProcess(Linux.ParentId());
        if (descriptor < 0)
        {
            ended.Cancel();
            return;
        }

        Start(descriptor, ended.Cancel);
    }

    public static void Start(int descriptor, Action ended) => new Thread(() =>
    {
        Linux.WaitReadable(descriptor, -1);
        ended();
    })
    { IsBackground = true, Name = "parent watch" }.Start();
}
