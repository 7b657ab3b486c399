using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace RedisOperator.Plugin.Commands;

/// <summary>The usual help, under the name that the user typed, and examples to copy.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    private const string Program = "kubectl-redisgroup";
    private const string AsPlugin = "kubectl redisgroup";

    private static readonly Dictionary<string, string[]> Examples = new(StringComparer.Ordinal)
    {
        [Program] =
        [
            "kubectl redisgroup status cache              # one screen",
            "kubectl redisgroup switchover cache          # the master hands over, no write is lost",
            "kubectl redisgroup why cache                 # the last decisions and their reasons",
        ],
        ["status"] =
        [
            "kubectl redisgroup status cache",
            "kubectl redisgroup status cache -n shop -o json | jq '.inspection.pods[] | {name, state, lagBytes}'",
            "watch -n1 kubectl redisgroup status cache",
        ],
        ["why"] = ["kubectl redisgroup why cache", "kubectl redisgroup why cache --last 5 -o json"],
        ["switchover"] =
        [
            "kubectl redisgroup switchover cache                    # to the replica that is furthest",
            "kubectl redisgroup switchover cache --to cache-2",
            "kubectl redisgroup switchover cache --wait=false       # ask and do not wait for the answer",
        ],
        ["pause"] = ["kubectl redisgroup pause cache --for 30m", "kubectl redisgroup pause cache --until 2026-12-24T22:00:00Z"],
        ["resume"] = ["kubectl redisgroup resume cache"],
        ["logs"] = ["kubectl redisgroup logs cache --since 10m", "kubectl redisgroup logs cache -f"],
    };

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        using var text = new StringWriter();
        parseResult.InvocationConfiguration.Output = text;
        var code = usual.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        output.Write(text.ToString().TrimEnd().Replace(Program, AsPlugin, StringComparison.Ordinal) + "\n");
        var command = parseResult.CommandResult.Command;
        if (Examples.TryGetValue(command is RootCommand ? Program : command.Name, out var examples))
        {
            output.Write($"\nExamples:\n{string.Concat(examples.Select(example => $"  {example}\n"))}");
        }

        return code;
    }
}
