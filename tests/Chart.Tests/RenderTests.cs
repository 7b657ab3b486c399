using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace RedisOperator.Chart.Tests;

/// <summary>What the chart makes, without a cluster.</summary>
public sealed class RenderTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Helm.Versions), MemberType = typeof(Helm))]
    public async Task Lint_finds_nothing(string version)
    {
        using var helm = new Helm(version);

        var output = await helm.RunAsync(Now, "lint", "--strict", Helm.Chart);

        output.ShouldContain("0 chart(s) failed");
        output.ShouldNotContain("[WARNING]");
        output.ShouldNotContain("[ERROR]");
    }

    [Fact]
    public void The_charts_version_is_the_programs()
    {
        var version = XDocument.Load(Path.Combine(RepositoryPaths.Root, "Directory.Build.props")).Descendants("Version").ShouldHaveSingleItem().Value;
        var chart = Yaml.Read(Path.Combine(Helm.Chart, "Chart.yaml"));

        chart["version"]!.GetValue<string>().ShouldBe(version);
        chart["appVersion"]!.GetValue<string>().ShouldBe(version);
    }

    [Theory]
    [MemberData(nameof(Helm.Versions), MemberType = typeof(Helm))]
    public async Task The_CRD_is_that_of_config_and_is_kept(string version)
    {
        var crd = (await DefaultAsync(version)).Only("CustomResourceDefinition");

        crd["metadata"]!["annotations"]!["helm.sh/resource-policy"]!.GetValue<string>().ShouldBe("keep");
        var config = Yaml.Read(Path.Combine(RepositoryPaths.Config, "crd", "redisoperator.io_redisreplicationgroups.yaml"));
        JsonNode.DeepEquals(crd["spec"], config["spec"]).ShouldBeTrue("the CRD's spec differs from config/crd");
        File.ReadAllText(Path.Combine(Helm.Chart, "files", "crd.yaml")).ShouldBe(File.ReadAllText(Path.Combine(RepositoryPaths.Config, "crd", "redisoperator.io_redisreplicationgroups.yaml")));
    }

    [Fact]
    public async Task Cluster_wide_it_has_the_rules_of_config_and_no_others()
    {
        var manifests = Operators(await DefaultAsync(Helm.Newest));

        Rules(manifests.Only("ClusterRole")).ShouldBe(Rules(Rbac("role.yaml")));
        Rules(manifests.Only("Role")).ShouldBe(Rules(Rbac("leader_election_role.yaml")));
        Arguments(manifests).ShouldContain("--watch-nodes=true");
        Arguments(manifests).ShouldNotContain(argument => argument.StartsWith("--watch-namespaces", StringComparison.Ordinal));
    }

    [Fact]
    public async Task For_some_namespaces_it_has_a_Role_in_each_and_nothing_of_the_cluster()
    {
        using var helm = new Helm(Helm.Newest);

        var manifests = Operators(Yaml.Documents(await helm.TemplateAsync(Now, "--set", "watchNamespaces={team-a,team-b},crds.install=false")));

        manifests.ShouldNotContain(manifest => manifest.Kind().StartsWith("Cluster", StringComparison.Ordinal));
        var groups = Rules(Yaml.Read(Path.Combine(RepositoryPaths.Config, "namespaced", "role.yaml")));
        foreach (var ns in (string[])["team-a", "team-b"])
        {
            var mine = manifests.Where(manifest => manifest["metadata"]!["namespace"]!.GetValue<string>() == ns).ToArray();
            Rules(mine.Only("Role")).ShouldBe(groups);
            var binding = mine.Only("RoleBinding");
            binding["subjects"]![0]!["namespace"]!.GetValue<string>().ShouldBe("redis-operator-system");
            binding["roleRef"]!["name"]!.GetValue<string>().ShouldBe(mine.Only("Role").Name());
        }

        Arguments(manifests).ShouldContain("--watch-namespaces=team-a,team-b");
        Arguments(manifests).ShouldContain("--watch-nodes=false");
    }

    [Fact]
    public async Task Without_watching_nodes_it_may_not_read_them()
    {
        using var helm = new Helm(Helm.Newest);

        var manifests = Operators(Yaml.Documents(await helm.TemplateAsync(Now, "--set", "watchNodes=false")));

        Rules(manifests.Only("ClusterRole")).ShouldNotContain("\"nodes\"");
        Arguments(manifests).ShouldContain("--watch-nodes=false");
    }

    [Fact]
    public async Task Its_pods_satisfy_the_restricted_standard_and_keep_apart()
    {
        var manifests = await DefaultAsync(Helm.Newest);
        JsonNode[] pods = [manifests.Only("Deployment")["spec"]!["template"]!["spec"]!, manifests.Only("Pod")["spec"]!];

        foreach (var pod in pods)
        {
            pod["securityContext"]!["runAsNonRoot"]!.GetValue<bool>().ShouldBeTrue();
            pod["securityContext"]!["seccompProfile"]!["type"]!.GetValue<string>().ShouldBe("RuntimeDefault");
            var container = pod["containers"]!.AsArray().ShouldHaveSingleItem()!["securityContext"]!;
            container["allowPrivilegeEscalation"]!.GetValue<bool>().ShouldBeFalse();
            container["readOnlyRootFilesystem"]!.GetValue<bool>().ShouldBeTrue();
            container["capabilities"]!["drop"]!.ToJsonString().ShouldBe("[\"ALL\"]");
        }

        var deployment = manifests.Only("Deployment")["spec"]!;
        deployment["replicas"]!.GetValue<long>().ShouldBe(2);
        var selector = deployment["selector"]!["matchLabels"]!;
        var apart = pods[0]["affinity"]!["podAntiAffinity"]!["preferredDuringSchedulingIgnoredDuringExecution"]![0]!["podAffinityTerm"]!;
        JsonNode.DeepEquals(apart["labelSelector"]!["matchLabels"], selector).ShouldBeTrue();
        JsonNode.DeepEquals(manifests.Only("PodDisruptionBudget")["spec"]!["selector"]!["matchLabels"], selector).ShouldBeTrue();
        JsonNode.DeepEquals(manifests.Only("Service")["spec"]!["selector"], selector).ShouldBeTrue();
        var test = manifests.Only("Pod")["metadata"]!["labels"]!;
        selector.AsObject().ShouldContain(label => test[label.Key] == null || test[label.Key]!.GetValue<string>() != label.Value!.GetValue<string>(), "the test's pod counts as an operator");
    }

    [Fact]
    public async Task The_chart_and_config_run_the_same_pod()
    {
        var chart = (await DefaultAsync(Helm.Newest)).Only("Deployment")["spec"]!;
        var config = Yaml.Documents(File.ReadAllText(Path.Combine(RepositoryPaths.Config, "manager", "deployment.yaml"))).Only("Deployment")["spec"]!;

        config["replicas"]!.GetValue<long>().ShouldBe(chart["replicas"]!.GetValue<long>());
        Comparable(config).ShouldBe(Comparable(chart));
    }

    [Theory]
    [InlineData("image.repository=r.example/x/redis-operator", "r.example/x/redis-operator:0.1.0")]
    [InlineData("image.tag=7", "redis-operator:7")]
    [InlineData("image.digest=sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "redis-operator@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public async Task An_image_is_named_by_repository_tag_and_digest(string value, string image)
    {
        using var helm = new Helm(Helm.Newest);

        var manifests = Yaml.Documents(await helm.TemplateAsync(Now, "--set-string", value));

        manifests.Only("Deployment")["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]!.GetValue<string>().ShouldBe(image);
        manifests.Only("Pod")["spec"]!["containers"]![0]!["image"]!.GetValue<string>().ShouldBe(image);
    }

    [Fact]
    public async Task A_monitor_without_the_Service_that_it_selects_is_refused_with_the_remedy()
    {
        using var helm = new Helm(Helm.Newest);

        var result = await helm.TryAsync(Now, "template", "r", Helm.Chart, "--set", "metrics.serviceMonitor.enabled=true,metrics.service.enabled=false");

        result.ExitCode.ShouldNotBe(0);
        result.StandardError.ShouldContain("set metrics.service.enabled to true");
    }

    private static async Task<IReadOnlyList<JsonObject>> DefaultAsync(string version)
    {
        using var helm = new Helm(version);
        return Yaml.Documents(await helm.TemplateAsync(Now));
    }

    /// <summary>Without what is there for the test.</summary>
    private static IReadOnlyList<JsonObject> Operators(IReadOnlyList<JsonObject> manifests) =>
        [.. manifests.Where(manifest => !manifest.Name().EndsWith("-selftest", StringComparison.Ordinal))];

    /// <summary>The pod without what is the chart's to set, and with its members in one order.</summary>
    private static string Comparable(JsonNode deployment)
    {
        var pod = deployment["template"]!["spec"]!.DeepClone().AsObject();
        var apart = pod["affinity"]!["podAntiAffinity"]!["preferredDuringSchedulingIgnoredDuringExecution"]![0]!["podAffinityTerm"]!.AsObject();
        apart.Remove("labelSelector");
        var container = pod["containers"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        // That of the vip containers is the operator's own.
        var image = container["env"]!.AsArray().Single(variable => variable!["name"]!.GetValue<string>() == "REDIS_OPERATOR_IMAGE")!.AsObject();
        image["value"]!.GetValue<string>().ShouldBe(container["image"]!.GetValue<string>());
        image.Remove("value");
        container.Remove("image");
        container.Remove("args");
        return Sorted(pod)!.ToJsonString(new() { WriteIndented = true });
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static JsonObject Rbac(string file) => Yaml.Read(Path.Combine(RepositoryPaths.Config, "rbac", file));

    private static string Rules(JsonObject role) => role["rules"]!.ToJsonString(new() { WriteIndented = true });

    private static IReadOnlyList<string> Arguments(IReadOnlyList<JsonObject> manifests) =>
        [.. manifests.Only("Deployment")["spec"]!["template"]!["spec"]!["containers"]![0]!["args"]!.AsArray().Select(argument => argument!.GetValue<string>())];
}
