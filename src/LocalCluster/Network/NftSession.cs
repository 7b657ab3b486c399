using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using RedisOperator.LocalCluster.Nodes.Native;

namespace RedisOperator.LocalCluster.Network;

/// <summary>
/// nft in one network namespace, through the library that the nft program itself is made of: on a busy machine starting a
/// process costs more than ten times what the rules do. It has a thread of its own, which stays in the namespace.
/// </summary>
internal sealed partial class NftSession : IDisposable
{
    // The library waits with select(2), which knows descriptors below 1,024 only, and has the process ended at a higher one.
    private const int HighestDescriptor = 1000;

    // The library does not promise to be safe on several threads.
    private static readonly Lock OneAtATime = new();
    private readonly BlockingCollection<(string Rules, TaskCompletionSource Done)> _work = [];

    /// <param name="netns">Null: this process' own.</param>
    public NftSession(string? netns) => new Thread(() => Run(netns)) { IsBackground = true, Name = "nft" }.Start();

    /// <summary>Loads the rules in one transaction: all of them, or an exception and none.</summary>
    public Task LoadAsync(string rules)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add((rules, done));
        return done.Task;
    }

    /// <summary>The thread ends after what it was given.</summary>
    public void Dispose() => _work.CompleteAdding();

    private void Run(string? netns)
    {
        if (netns is not null)
        {
            Linux.EnterNamespace(netns, Linux.NewNamespaceNet);
        }

        foreach (var (rules, done) in _work.GetConsumingEnumerable())
        {
            string? problem;
            lock (OneAtATime)
            {
                problem = NextDescriptor() <= HighestDescriptor ? Load(rules) : LoadByProgram(rules);
            }

            if (problem is null)
            {
                done.SetResult();
            }
            else
            {
                done.SetException(new HostProgramException("nft: " + problem));
            }
        }

        _work.Dispose();
    }

    /// <summary>Null when it worked. A context remembers the tables it saw; a fresh one asks the kernel.</summary>
    private static string? Load(string rules)
    {
        var context = nft_ctx_new(0);
        _ = nft_ctx_buffer_error(context);
        var problem = nft_run_cmd_from_buffer(context, rules) == 0 ? null : Marshal.PtrToStringUTF8(nft_ctx_get_error_buffer(context));
        nft_ctx_free(context);
        return problem;
    }

    /// <summary>Slower, and in a process that has few descriptors. It starts in the network namespace of this thread.</summary>
    private static string? LoadByProgram(string rules)
    {
        var result = HostProgram.TryRunAsync(null, "nft", ["-f", "-"], rules, CancellationToken.None).GetAwaiter().GetResult();
        return result.ExitCode == 0 ? null : result.Error;
    }

    /// <summary>The kernel always gives the lowest that is free.</summary>
    private static int NextDescriptor()
    {
        using var handle = File.OpenHandle("/dev/null");
        return handle.DangerousGetHandle().ToInt32();
    }

    [LibraryImport("libnftables.so.1")]
    private static partial nint nft_ctx_new(uint flags);

    [LibraryImport("libnftables.so.1")]
    private static partial void nft_ctx_free(nint context);

    [LibraryImport("libnftables.so.1")]
    private static partial int nft_ctx_buffer_error(nint context);

    [LibraryImport("libnftables.so.1")]
    private static partial nint nft_ctx_get_error_buffer(nint context);

    [LibraryImport("libnftables.so.1", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int nft_run_cmd_from_buffer(nint context, string commands);
}
