using System.Text;

namespace RedisOperator.LocalCluster.Nodes.Logs;

/// <summary>What a container said last, for its status: kubelet's 80 lines, or as much of their end as goes into 2048 bytes.</summary>
internal static class TerminationMessage
{
    private const int MaxLines = 80;
    private const int MaxBytes = 2048;

    /// <summary>Null when it said nothing.</summary>
    public static string? From(ContainerLog log)
    {
        try
        {
            var text = Encoding.UTF8.GetBytes(string.Concat(File.ReadLines(log.Path).TakeLast(MaxLines).Select(line => line.Split(' ', 4)[^1] + "\n")));
            return text.Length == 0 ? null : Encoding.UTF8.GetString(text.AsSpan(Math.Max(0, text.Length - MaxBytes)));
        }
        catch (IOException e)
        {
            // The container's end is told in any case.
            return $"Error on reading termination message from logs: {e.Message}";
        }
    }
}
