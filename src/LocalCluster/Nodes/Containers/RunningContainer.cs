using System.Diagnostics;
using RedisOperator.LocalCluster.Nodes.Logs;
using RedisOperator.LocalCluster.Nodes.Native;

namespace RedisOperator.LocalCluster.Nodes.Containers;

/// <summary>A container's process while it runs. Killing it kills everything in its pid namespace.</summary>
internal sealed class RunningContainer : IDisposable
{
    private static readonly TimeSpan LogPatience = TimeSpan.FromSeconds(1);
    private readonly Process _process;

    public RunningContainer(Process process, ContainerLog log, TimeProvider time)
    {
        _process = process;
        Pid = process.Id;
        process.StandardInput.Close();
        Exited = WaitAsync(log.PumpAsync(process.StandardOutput.BaseStream, process.StandardError.BaseStream), time);
    }

    public int Pid { get; }

    /// <summary>The exit code; 128 + N after signal N.</summary>
    public Task<int> Exited { get; }

    /// <summary>SIGTERM, and SIGKILL when patience is over. Returns when it has ended.</summary>
    public async Task StopAsync(CancellationToken patience)
    {
        Linux.Kill(Pid, Linux.SignalTerm);
        await ((Task)Exited).WaitAsync(patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!Exited.IsCompleted)
        {
            Linux.Kill(Pid, Linux.SignalKill);
            await Exited;
        }
    }

    public void Dispose() => _process.Dispose();

    private async Task<int> WaitAsync(Task log, TimeProvider time)
    {
        await _process.WaitForExitAsync();
        var code = _process.ExitCode;
        // The last lines belong to the log; a pipe that something else holds open does not delay the verdict for long.
        await log.WaitAsync(LogPatience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return code;
    }
}
