using RedisOperator.Demo.Faults;
using RedisOperator.TestSupport.Groups;

namespace RedisOperator.Demo.Showing;

/// <summary>One line a fact, no control characters: for logs and pipes.</summary>
internal sealed class PlainScreen(TextWriter output, TimeProvider time) : IScreen
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    public void Chapter(string title) => output.WriteLine($"== {title}");

    public void Say(string line) => output.WriteLine(line);

    public void Pods(string caption, IReadOnlyList<PodView> pods)
    {
        output.WriteLine($"pods {caption}:");
        foreach (var pod in pods)
        {
            output.WriteLine($"  {pod.Name,-12} {(pod.Role.Length > 0 ? pod.Role : "-"),-8} {pod.Phase,-12} ready={(pod.Ready ? "yes" : "no"),-3} restarts={pod.Restarts} {pod.Address,-15} {pod.Node}");
        }
    }

    public void Timeline(string fault, Timeline timeline)
    {
        output.WriteLine($"timeline, ms since the fault ({fault}):");
        foreach (var (moment, milliseconds) in Moments.Of(fault, timeline))
        {
            output.WriteLine($"  {milliseconds,8:0.0}  {moment}");
        }
    }

    public void Result(DemoReport report, TimeSpan took)
    {
        output.WriteLine($"group Ready {report.GroupReadyMs:0} ms after kubectl apply");
        foreach (var fault in report.Faults)
        {
            output.WriteLine($"{fault.Kind}: {fault.From} -> {fault.To}, first accepted write after {fault.FirstWriteMs:0} ms; {Moments.Losses(fault)}");
        }

        output.WriteLine(Moments.WhyPlainMayBeLost);
        output.WriteLine($"all of it held; {took.TotalSeconds:0} s");
    }

    public void Failure(string cause, string evidence)
    {
        output.WriteLine($"FAILED: {cause}");
        output.WriteLine($"what was seen is kept in {evidence}");
    }

    public async Task<T> WatchAsync<T>(string caption, Func<IReadOnlyList<(string Name, string Value)>> facts, Task<T> work)
    {
        var shown = "";
        while (true)
        {
            var line = string.Join("  ", facts().Select(fact => $"{fact.Name}={fact.Value}"));
            if (line != shown)
            {
                output.WriteLine($"{caption}: {line}");
                shown = line;
            }

            if (work.IsCompleted)
            {
                return await work;
            }

            await Task.WhenAny(work, Task.Delay(Interval, time));
        }
    }
}
