using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using RedisOperator.LocalCluster.Api;

namespace RedisOperator.LocalCluster.Nodes.Logs;

/// <summary>A log as `kubectl logs` wants it: from the end, since a time, with or without times, followed.</summary>
internal sealed class LogReader(ContainerLog log, LogOptions options, TimeProvider time)
{
    /// <summary>The bytes come as they are read; with Follow the stream ends when the log does.</summary>
    public Stream Open(CancellationToken ct)
    {
        var pipe = new Pipe();
        _ = CopyAsync(pipe.Writer, ct);
        return pipe.Reader.AsStream();
    }

    private async Task CopyAsync(PipeWriter writer, CancellationToken ct)
    {
        Exception? problem = null;
        try
        {
            await CopyLinesAsync(writer, ct);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The reader went away, or the file did: the stream ends here.
            problem = e is OperationCanceledException ? null : e;
        }

        await writer.CompleteAsync(problem);
    }

    private async Task CopyLinesAsync(PipeWriter writer, CancellationToken ct)
    {
        var file = new FileStream(log.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await using var _ = file;
        using var reader = new StreamReader(file);
        var changed = log.Changed;
        var complete = log.IsComplete;
        var first = await ReadPresentAsync(reader, ct);
        var left = options.LimitBytes ?? long.MaxValue;
        foreach (var line in options.TailLines is { } tail ? first.TakeLast((int)Math.Min(tail, int.MaxValue)) : first)
        {
            left = await WriteAsync(writer, line, left, ct);
        }

        while (options.Follow && !complete && left > 0)
        {
            await changed.WaitAsync(ct);
            changed = log.Changed;
            complete = log.IsComplete;
            while (await reader.ReadLineAsync(ct) is { } line)
            {
                left = await WriteAsync(writer, Shown(line), left, ct);
            }
        }
    }

    private async Task<List<string>> ReadPresentAsync(StreamReader reader, CancellationToken ct)
    {
        var since = options.SinceSeconds is { } seconds ? time.GetUtcNow().AddSeconds(-seconds) : options.SinceTime ?? DateTimeOffset.MinValue;
        var lines = new List<string>();
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            if (DateTimeOffset.Parse(line.AsSpan(0, line.IndexOf(' ')), CultureInfo.InvariantCulture) >= since)
            {
                lines.Add(Shown(line));
            }
        }

        return lines;
    }

    /// <summary>"TIME STREAM F TEXT" to TEXT, or to "TIME TEXT".</summary>
    private string Shown(string line)
    {
        var parts = line.Split(' ', 4);
        return options.Timestamps ? $"{parts[0]} {parts[3]}" : parts[3];
    }

    private static async Task<long> WriteAsync(PipeWriter writer, string line, long left, CancellationToken ct)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        var part = bytes.AsMemory(0, (int)Math.Min(bytes.Length, left));
        await writer.WriteAsync(part, ct);
        return left - part.Length;
    }
}
