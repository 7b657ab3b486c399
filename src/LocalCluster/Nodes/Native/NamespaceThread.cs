namespace RedisOperator.LocalCluster.Nodes.Native;

/// <summary>
/// Work that changes the namespaces of its thread. Such a thread can never go back to a pool, so each piece of work gets
/// its own and the thread ends with it.
/// </summary>
internal static class NamespaceThread
{
    private const int StackBytes = 256 * 1024;

    /// <summary>
    /// After unshare(NEWPID) the kernel refuses a thread every further thread, and completing a task may have to make one
    /// for the pool: the runtime cannot go on after that. So the thread only does the work, and one that is in no other
    /// namespace waits for it and says that it is done.
    /// </summary>
    public static Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Start("namespace wait", () =>
        {
            T? result = default;
            Exception? failure = null;
            Start("namespace", () =>
            {
                try
                {
                    result = work();
                }
                catch (Exception e)
                {
                    failure = e;
                }
            }).Join();
            if (failure is null)
            {
                done.SetResult(result!);
            }
            else
            {
                done.SetException(failure);
            }
        });
        return done.Task;
    }

    public static Task RunAsync(Action work) => RunAsync(() =>
    {
        work();
        return true;
    });

    private static Thread Start(string name, Action work)
    {
        var thread = new Thread(() => work(), StackBytes) { IsBackground = true, Name = name };
        thread.Start();
        return thread;
    }
}
