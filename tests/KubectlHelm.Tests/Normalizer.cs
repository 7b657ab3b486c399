using System.Text;
using System.Text.RegularExpressions;

namespace RedisOperator.KubectlHelm.Tests;

/// <summary>Takes out of a program's words what differs from run to run.</summary>
internal sealed partial class Normalizer(string ns)
{
    public string Clean(string output)
    {
        var text = new StringBuilder();
        foreach (var line in output.Split('\n').Where(line => !Progress().IsMatch(line)))
        {
            text.Append(CleanLine(line)).Append('\n');
        }

        var cleaned = text.ToString().TrimEnd('\n');
        return cleaned.Length == 0 ? "" : cleaned + "\n";
    }

    private string CleanLine(string line)
    {
        line = line.Replace(ns, "NS", StringComparison.Ordinal);
        line = Moment().Replace(line, "TIME");
        line = LongMoment().Replace(line, "TIME");
        line = Uid().Replace(line, "UID");
        line = PodAddress().Replace(line, "POD-IP");
        line = ServiceAddress().Replace(line, "SERVICE-IP");
        line = Server().Replace(line, "SERVER");
        line = Hash().Replace(line, "-HASH");
        line = Random().Replace(line, "-HASH");
        line = ResourceVersion().Replace(line, "RV");
        line = Age().Replace(line, "AGE");
        line = Machine().Replace(line, "MACHINE");
        return Spaces().Replace(line.TrimEnd(), "  ");
    }

    // How far something is while it is waited for depends on the machine.
    [GeneratedRegex(@"^Waiting for |^W\d{4} ", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Progress();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?( ?Z| \+0000 UTC)?", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Moment();

    [GeneratedRegex(@"(Mon|Tue|Wed|Thu|Fri|Sat|Sun),? ((\d\d? \w{3})|(\w{3} +\d\d?)) (\d{4} )?\d\d:\d\d:\d\d( \+0000)?( \d{4})?|\d\d \w{3} \d{4} \d\d:\d\d:\d\d(\.\d+)?", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex LongMoment();

    [GeneratedRegex(@"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Uid();

    [GeneratedRegex(@"10\.244\.\d+\.\d+", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex PodAddress();

    [GeneratedRegex(@"10\.96\.\d+\.\d+", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex ServiceAddress();

    [GeneratedRegex(@"127\.0\.0\.1:\d+", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Server();

    // A template's, and behind it a pod's.
    [GeneratedRegex(@"-[bcdfghjklmnpqrstvwxz2456789]{10}\b(-[bcdfghjklmnpqrstvwxz2456789]{5}\b)?", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Hash();

    [GeneratedRegex(@"-[bcdfghjklmnpqrstvwxz2456789]{5}\b", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Random();

    [GeneratedRegex(@"(?<=resourceVersion: ?""?|Resource Version: {1,9})\d+", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex ResourceVersion();

    [GeneratedRegex(@"(?<![\w-=.])(<invalid>|\d+s|\d+m(\d+s)?|\d+h)( \(x\d+ over \d+s\))?(?![\w-=])", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Age();

    [GeneratedRegex(@"Debian GNU/Linux[^<]*local-cluster://\S+|\d+\.\d+\.\d+\.\d+ +local-cluster://\S+", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Machine();

    [GeneratedRegex(@" {2,}", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Spaces();
}
