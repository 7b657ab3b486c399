using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using RedisOperator.LocalCluster.Api;
using RedisOperator.LocalCluster.Nodes.Native;

namespace RedisOperator.LocalCluster.Nodes.Exec;

/// <summary>A command in a container with a terminal.</summary>
internal sealed class TerminalSession : IExecSession
{
    private readonly Process _process;
    private readonly FileStream _terminal;
    private readonly int _master;

    public TerminalSession(Process process, int master)
    {
        _process = process;
        _master = master;
        _terminal = new FileStream(new SafeFileHandle(master, ownsHandle: true), FileAccess.ReadWrite, bufferSize: 0);
        Output = new TerminalOutput(_terminal);
        Exited = WaitAsync();
    }

    public Stream Input => _terminal;

    public Stream Output { get; }

    public Stream Error => Stream.Null;

    public Task<int> Exited { get; }

    public void CloseInput()
    {
        // A terminal has no end of its own; who types sends ^D.
    }

    public void Resize(int columns, int rows) => Terminal.Resize(_master, columns, rows);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await Exited;
        }

        await _terminal.DisposeAsync();
        _process.Dispose();
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }
}
