using System.Runtime.InteropServices;

namespace RedisOperator.Operator.Commands;

/// <summary>SIGTERM and SIGINT ask the agent to end, and leave it to the agent when: the parser's own handling ends the process 2 s later, whatever is still to be done.</summary>
internal sealed class VipStopSignals : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration[] _signals;

    public VipStopSignals() => _signals = [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT }.Select(signal => PosixSignalRegistration.Create(signal, Ask))];

    public CancellationToken Asked => _asked.Token;

    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _asked.Dispose();
    }

    private void Ask(PosixSignalContext context)
    {
        context.Cancel = true;
        _asked.Cancel();
    }
}
