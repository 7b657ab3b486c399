using System.IO.Pipelines;
using System.Text;
using RedisOperator.Operator.Diagnostics.Metrics;

namespace RedisOperator.Operator.Tests.Diagnostics.Metrics;

/// <summary>A page as it goes over the wire.</summary>
internal static class PageText
{
    public static async Task<string> OfAsync(MetricsPage page)
    {
        using var stream = new MemoryStream();
        var writer = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        await page.WriteAsync(writer, TestContext.Current.CancellationToken);
        await writer.CompleteAsync();
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
