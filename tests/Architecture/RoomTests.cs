using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RedisOperator.Architecture;

/// <summary>Who may know whom, and who may do what: the table at the end of ARCHITECTURE.md.</summary>
public sealed partial class RoomTests
{
    private static readonly string[] MayStartPrograms = ["src/LocalCluster/", "src/Kubernetes/Configuration/", "src/Vip/System/", "src/Plugin/Cluster/KubectlProgram.cs"];

    public static TheoryData<string, string[]> AllowedReferences => new()
    {
        { "src/Kubernetes", [] },
        { "src/Redis", [] },
        { "src/LocalCluster", [] },
        { "src/Entities", ["Kubernetes"] },
        { "src/Operator", ["Entities", "Kubernetes", "Redis", "Vip"] },
        { "src/Plugin", ["Entities", "Kubernetes"] },
        { "src/Vip", ["Redis"] },
    };

    [Theory]
    [MemberData(nameof(AllowedReferences))]
    public void A_project_references_only_its_neighbours(string folder, string[] allowed)
    {
        var project = Sources.Projects(folder).ShouldHaveSingleItem();
        var references = XDocument.Load(project).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

        references.Except(allowed).ShouldBeEmpty($"{folder} may reference [{string.Join(", ", allowed)}]");
    }

    [Fact]
    public void Every_room_has_its_row() =>
        Sources.Projects("src").Select(project => "src/" + Path.GetFileName(Path.GetDirectoryName(project))).Order(StringComparer.Ordinal)
            .ShouldBe(AllowedReferences.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    [Fact]
    public void The_Kubernetes_room_knows_no_Redis() =>
        Sources.Under("src/Kubernetes").Matches(RedisNames()).ShouldBeEmpty();

    [Fact]
    public void The_Redis_room_knows_no_Kubernetes() =>
        Sources.Under("src/Redis").Matches(KubernetesNames()).ShouldBeEmpty();

    [Fact]
    public void The_local_cluster_shares_no_code_with_the_operator() =>
        Sources.Under("src/LocalCluster").Matches(OperatorNames()).ShouldBeEmpty();

    [Fact]
    public void Entities_use_of_Kubernetes_only_the_models_and_the_attributes()
    {
        var usings = from source in Sources.Under("src/Entities")
                     from match in Using().Matches(source.Code)
                     let name = match.Groups["name"].Value
                     where name.StartsWith("k8s", StringComparison.Ordinal) || name.StartsWith("KubeOps", StringComparison.Ordinal) || name.StartsWith("RedisOperator", StringComparison.Ordinal)
                     where name is not ("k8s" or "k8s.Models" or "RedisOperator.Entities") && !name.StartsWith("KubeOps.Abstractions.", StringComparison.Ordinal)
                     select $"{source}: {name}";

        usings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("src/Operator/Groups/Plan")]
    [InlineData("src/Operator/Groups/Status")]
    [InlineData("src/Operator/Resources")]
    [InlineData("src/Entities")]
    [InlineData("src/Vip/Deciding")]
    public void A_pure_room_awaits_nothing_and_has_no_clock_no_client_no_logger(string folder) =>
        Sources.Under(folder).Matches(Effects()).ShouldBeEmpty($"{folder} computes; what it needs to know comes in as an argument");

    [Fact]
    public void Only_Apply_writes_to_the_cluster_or_to_Redis_and_the_self_test_to_the_group_that_it_makes() =>
        Sources.Under("src/Operator").Where(source => !source.Path.StartsWith("src/Operator/Groups/Apply/", StringComparison.Ordinal) && !source.Path.StartsWith("src/Operator/SelfTest/", StringComparison.Ordinal))
            .Matches(Writes()).ShouldBeEmpty("a write outside src/Operator/Groups/Apply");

    [Fact]
    public void Apply_is_where_the_writes_are() =>
        Sources.Under("src/Operator/Groups/Apply").Matches(Writes()).ShouldNotBeEmpty("the rule above would otherwise hold for want of writes");

    [Fact]
    public void Only_the_local_cluster_the_address_and_the_plugin_start_programs() =>
        Sources.Under("src").Where(source => !MayStartPrograms.Any(place => source.Path.StartsWith(place, StringComparison.Ordinal)))
            .Matches(StartsProgram()).ShouldBeEmpty("a kubeconfig's exec plugin, ip and arping are the programs that the operator may start, kubectl the one of the plugin");

    [Fact]
    public void The_address_and_the_operator_share_no_state() =>
        Sources.Under("src/Vip").Matches(KubernetesNames()).ShouldBeEmpty("an address moves without an API server");

    [GeneratedRegex(@"\b(RedisOperator\.(Redis|Entities|Operator|LocalCluster)|RedisReplicationGroup)\b", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex RedisNames();

    [GeneratedRegex(@"\b(k8s|KubeOps)\.\w+|\bRedisOperator\.(Kubernetes|Entities|Operator|LocalCluster)\b", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex KubernetesNames();

    [GeneratedRegex(@"\busing\s+(k8s|KubeOps)\b[^;]*|\bRedisOperator\.(Kubernetes|Entities|Redis|Operator)\b", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex OperatorNames();

    [GeneratedRegex(@"^\s*(global\s+)?using\s+(static\s+)?(?<name>[\w.]+)\s*;", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Using();

    [GeneratedRegex(@"\b(await|async|TimeProvider|Stopwatch|Task|ValueTask|ILogger|ILoggerFactory|IKubernetes|HttpClient|RedisConnection|RedisConnectionPool|Socket|Random|GetUtcNow)\b(?!\s*:)", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Effects();

    // SENTINEL DEBUG without arguments only reads and is not here.
    [GeneratedRegex(@"\.(CreateAsync|PatchAsync|ReplaceAsync|DeleteAsync|ReplicaOfAsync|ReplicaOfNoOneAsync|ConfigSetAsync|ClientKillTypeAsync|ClientPauseAsync|ClientUnpauseAsync|SentinelFailoverAsync|SentinelMonitorAsync|SentinelSetAsync|SentinelRemoveAsync|SentinelResetAsync)\b", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Writes();

    [GeneratedRegex(@"\bProcess\.Start\b|\bnew\s+Process\b|\bProcessStartInfo\b", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex StartsProgram();
}
