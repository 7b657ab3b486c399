using System.Threading.Channels;
using RedisOperator.LocalCluster.Api;
using RedisOperator.LocalCluster.Nodes.Containers;

namespace RedisOperator.LocalCluster.Nodes.Exec;

/// <summary>A seat beside a container's own process: what it says from now on, and its input where it has one.</summary>
internal sealed class AttachSession : IExecSession
{
    private readonly RunningContainer _container;
    private readonly ChannelReader<byte[]> _output;
    private readonly ChannelReader<byte[]> _error;
    private readonly bool _once;

    /// <param name="once">The container's input ends with this client's.</param>
    public AttachSession(RunningContainer container, bool withInput, bool once)
    {
        _container = container;
        _once = once;
        _output = container.Output.Listen();
        _error = container.Error.Listen();
        Input = withInput ? container.Input : Stream.Null;
        Output = new ListenerStream(_output);
        Error = new ListenerStream(_error);
        Exited = WaitAsync();
    }

    public Stream Input { get; }

    public Stream Output { get; }

    public Stream Error { get; }

    /// <summary>Always 0: the client looks at the pod for how it ended.</summary>
    public Task<int> Exited { get; }

    public void CloseInput()
    {
        if (_once && Input != Stream.Null)
        {
            _container.CloseInput();
        }
    }

    public void Resize(int columns, int rows) => _container.Resize(columns, rows);

    public ValueTask DisposeAsync()
    {
        _container.Output.Leave(_output);
        _container.Error.Leave(_error);
        return ValueTask.CompletedTask;
    }

    private async Task<int> WaitAsync()
    {
        await _container.Exited;
        return 0;
    }
}
