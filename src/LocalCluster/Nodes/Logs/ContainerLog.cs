using System.Text;

namespace RedisOperator.LocalCluster.Nodes.Logs;

/// <summary>The output of one run of a container: a file of lines, each with its time, as container runtimes write them.</summary>
internal sealed class ContainerLog : IDisposable
{
    private readonly FileStream _file;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ContainerLog(string path, TimeProvider time)
    {
        Path = path;
        _time = time;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }

    public string Path { get; }

    /// <summary>No more lines will come.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Completes at the next line, or at the end. To be taken before reading what is there.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>Reads both streams to their ends, and closes the file: nothing is written after that.</summary>
    public async Task PumpAsync(Stream output, Stream error)
    {
        await Task.WhenAll(PumpAsync(output, "stdout"), PumpAsync(error, "stderr"));
        lock (_lock)
        {
            IsComplete = true;
            _file.Dispose();
        }

        Signal();
    }

    public void Dispose() => _file.Dispose();

    private async Task PumpAsync(Stream stream, string name)
    {
        using var reader = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        while (await LineAsync(reader) is { } line)
        {
            var bytes = Encoding.UTF8.GetBytes($"{_time.GetUtcNow().UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fffffff}00Z {name} F {line}\n");
            lock (_lock)
            {
                _file.Write(bytes);
                _file.Flush();
            }

            Signal();
        }
    }

    private static async Task<string?> LineAsync(StreamReader reader)
    {
        try
        {
            return await reader.ReadLineAsync();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The container has ended and is not waited for any longer: what still held its output is not heard.
            return null;
        }
    }

    private void Signal()
    {
        lock (_lock)
        {
            _changed.TrySetResult();
            if (!IsComplete)
            {
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
