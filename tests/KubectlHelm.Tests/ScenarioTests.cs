namespace RedisOperator.KubectlHelm.Tests;

/// <summary>
/// Transcripts of real kubectl and Helm, each command with what it must print. What they print is recorded once for each
/// version: UPDATE=1 records it anew, and the difference is to be read before it is committed.
/// </summary>
public sealed class ScenarioTests(PlayedCluster cluster) : IClassFixture<PlayedCluster>
{
    /// <summary>SCENARIO=name: that one alone, while working on it.</summary>
    public static TheoryData<string, string> Scenarios => [.. Scenario.All.Where(name => Environment.GetEnvironmentVariable("SCENARIO") is null or "" || Environment.GetEnvironmentVariable("SCENARIO") == name).SelectMany(name => Tools.VersionsFor(name).Select(version => (name, version)))];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Every_command_prints_what_is_recorded(string name, string version)
    {
        var scenario = Scenario.Read(name);
        await using var stage = await Stage.OpenAsync(cluster, name, version);

        var played = await stage.PlayAsync(scenario);

        scenario.Compare(version, played);
    }
}
