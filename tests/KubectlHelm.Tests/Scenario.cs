using System.Text;

namespace RedisOperator.KubectlHelm.Tests;

/// <summary>One command line of a scenario, and what it printed (both streams, the exit code where it is not 0).</summary>
public sealed record Played(string Command, string Output);

/// <summary>Command lines from Scenarios/NAME.sh, and the transcripts beside it, one for each version.</summary>
public sealed class Scenario(string name, IReadOnlyList<string> commands)
{
    private const string Prompt = "$ ";

    public static IEnumerable<string> All => Directory.EnumerateFiles(Tools.Folder("Scenarios"), "*.sh").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal);

    public IReadOnlyList<string> Commands { get; } = commands;

    /// <summary>A line ends with a backslash where the command goes on; lines that start with # are for the reader.</summary>
    public static Scenario Read(string name)
    {
        var text = File.ReadAllText(Path.Combine(Tools.Folder("Scenarios"), name + ".sh")).Replace("\\\n", "", StringComparison.Ordinal);
        return new Scenario(name, [.. text.Split('\n').Where(line => line.Length > 0 && line[0] != '#')]);
    }

    /// <summary>Fails at the first command that printed something else; records instead when told to.</summary>
    public void Compare(string version, IReadOnlyList<Played> played)
    {
        var file = Path.Combine(Tools.Folder("Scenarios"), $"{name}.{version}.txt");
        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
        {
            File.WriteAllText(file, Write(played));
            return;
        }

        var recorded = Parse(File.ReadAllText(file));
        recorded.Select(entry => entry.Command).ShouldBe(Commands, $"{file} belongs to other commands: record it anew");
        foreach (var (now, then) in played.Zip(recorded))
        {
            now.Output.ShouldBe(then.Output, $"{version}: {now.Command}");
        }
    }

    private static string Write(IEnumerable<Played> played)
    {
        var text = new StringBuilder();
        foreach (var entry in played)
        {
            text.Append(Prompt).Append(entry.Command).Append('\n').Append(entry.Output);
        }

        return text.ToString();
    }

    private static List<Played> Parse(string text)
    {
        var entries = new List<Played>();
        foreach (var line in text.Split('\n').SkipLast(1))
        {
            if (line.StartsWith(Prompt, StringComparison.Ordinal))
            {
                entries.Add(new Played(line[Prompt.Length..], ""));
            }
            else
            {
                entries[^1] = entries[^1] with { Output = entries[^1].Output + line + "\n" };
            }
        }

        return entries;
    }
}
