using System.Diagnostics;
using RedisOperator.LocalCluster.Api;

namespace RedisOperator.LocalCluster.Nodes.Exec;

/// <summary>A command in a container with three pipes.</summary>
internal sealed class PipeSession : IExecSession
{
    private readonly Process _process;

    public PipeSession(Process process, bool withInput)
    {
        _process = process;
        Exited = WaitAsync();
        if (!withInput)
        {
            CloseInput();
        }
    }

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    public Stream Error => _process.StandardError.BaseStream;

    public Task<int> Exited { get; }

    public void CloseInput() => _process.StandardInput.Close();

    public void Resize(int columns, int rows)
    {
        // There is no terminal.
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await Exited;
        }

        // Process closes only the streams that nobody has asked it for.
        CloseInput();
        await Output.DisposeAsync();
        await Error.DisposeAsync();
        _process.Dispose();
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }
}
