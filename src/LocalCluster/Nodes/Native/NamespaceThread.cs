namespace RedisOperator.LocalCluster.Nodes.Native;

/// <summary>
/// Work that changes the namespaces of its thread. Such a thread can never go back to a pool, so each piece of work gets
/// its own and the thread ends with it.
/// </summary>
internal static class NamespaceThread
{
    public static Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }, maxStackSize: 256 * 1024)
        { IsBackground = true, Name = "namespace" };
        thread.Start();
        return done.Task;
    }

    public static Task RunAsync(Action work) => RunAsync(() =>
    {
        work();
        return true;
    });
}
