using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using RedisOperator.LocalCluster.Nodes.Exec;
using RedisOperator.LocalCluster.Nodes.Logs;
using RedisOperator.LocalCluster.Nodes.Native;

namespace RedisOperator.LocalCluster.Nodes.Containers;

/// <summary>A container's process while it runs. Killing it kills everything in its pid namespace.</summary>
internal sealed class RunningContainer : IDisposable
{
    private static readonly TimeSpan LogPatience = TimeSpan.FromSeconds(1);
    private readonly Process _process;
    private readonly FileStream? _terminal;

    /// <param name="withInput">Input is kept open for who attaches.</param>
    public RunningContainer(StartedContainer started, bool withInput, ContainerLog log, TimeProvider time)
    {
        _process = started.Process;
        Pid = _process.Id;
        _terminal = started.Terminal is { } master ? new FileStream(new SafeFileHandle(master, ownsHandle: true), FileAccess.ReadWrite, bufferSize: 0) : null;
        Output = new Broadcast(_terminal is null ? _process.StandardOutput.BaseStream : new TerminalOutput(_terminal));
        Error = new Broadcast(_process.StandardError.BaseStream);
        Input = !withInput ? Stream.Null : _terminal ?? _process.StandardInput.BaseStream;
        if (!withInput || _terminal is not null)
        {
            _process.StandardInput.Close();
        }

        Exited = WaitAsync(log.PumpAsync(Output, Error), time);
    }

    public int Pid { get; }

    public Stream Input { get; }

    public Broadcast Output { get; }

    public Broadcast Error { get; }

    /// <summary>The exit code; 128 + N after signal N.</summary>
    public Task<int> Exited { get; }

    /// <summary>No more input will come. A terminal has no such end.</summary>
    public void CloseInput()
    {
        if (_terminal is null)
        {
            _process.StandardInput.Close();
        }
    }

    public void Resize(int columns, int rows)
    {
        if (_terminal is not null)
        {
            Terminal.Resize(_terminal.SafeFileHandle.DangerousGetHandle().ToInt32(), columns, rows);
        }
    }

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

    public void Dispose()
    {
        // Process closes only the streams that nobody has asked it for; two descriptors for each start of a container are soon all there are.
        _process.StandardInput.Dispose();
        _process.StandardOutput.Dispose();
        _process.StandardError.Dispose();
        _process.Dispose();
        _terminal?.Dispose();
    }

    private async Task<int> WaitAsync(Task log, TimeProvider time)
    {
        await _process.WaitForExitAsync();
        var code = _process.ExitCode;
        // The last lines belong to the log; a pipe that something else holds open does not delay the verdict for long.
        await log.WaitAsync(LogPatience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return code;
    }
}
