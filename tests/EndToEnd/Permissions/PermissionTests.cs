using System.Text.RegularExpressions;

namespace RedisOperator.EndToEnd.Permissions;

/// <summary>
/// The operator has exactly the rights that it needs: with those of config/rbac nothing is refused, and without any single one of them something breaks. What that is
/// stands in docs/permissions.md, a line for each right; here each line is tried.
/// </summary>
public sealed partial class PermissionTests(RestrictedCluster cluster) : IClassFixture<RestrictedCluster>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly string[] OfAStart = ["list", "watch"];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_right_has_its_line_and_something_that_shows_what_it_is_for()
    {
        var shipped = cluster.Shipped.Select(right => right.ToString()).ToArray();
        var shown = VerbScenarios.All.Select(scenario => scenario.ToString())
            .Concat(cluster.Shipped.Where(right => OfAStart.Contains(right.Verb) || right.Resource == "leases").Select(right => right.ToString()));

        shipped.ShouldBeUnique();
        shown.Order(StringComparer.Ordinal).ShouldBe(shipped.Order(StringComparer.Ordinal), "nothing shows what a right is for, or something is shown that is not needed");
        Lines().Keys.Order(StringComparer.Ordinal).ShouldBe(shipped.Order(StringComparer.Ordinal), "docs/permissions.md against config/rbac");
    }

    [Fact]
    public async Task Without_any_one_right_a_running_operator_breaks_a_promise_and_with_it_keeps_it()
    {
        var lines = Lines();
        await using var restricted = await RestrictedOperator.StartAsync(cluster, "verbs", OfNamespace(), Now);
        using var files = new TempDirectory("verbs");
        (await restricted.Kubectl.ApplyAsync(OperatorCluster.Manifest(ProvokedGroup.Name, Specs.Three), Now)).EnsureSuccess();
        var redis = new RedisGroup(cluster.Cluster, restricted.Kubectl, ProvokedGroup.Name, files);
        await using var whole = new TestGroup(cluster.Cluster, redis, files);
        var group = new ProvokedGroup(whole, Now);
        await group.SettledAsync();
        (await restricted.ScrapeAsync(Now)).Sum("redis_operator_api_requests_total", ("code", "403")).ShouldBe(0, await restricted.LogAsync(Now));

        foreach (var scenario in VerbScenarios.All)
        {
            await PlayAsync(restricted, group, scenario);
            TestContext.Current.TestOutputHelper?.WriteLine($"without {scenario}: {lines[scenario.ToString()]}");
        }

        await group.SettledAsync();
    }

    [Fact]
    public async Task Without_list_it_never_gets_ready_and_without_watch_it_has_to_list_again_and_again()
    {
        var resources = cluster.Shipped.Where(right => right.Verb == "list").Select(right => right.Resource).ToArray();
        // Each starts a process: more at once would only wait for one another.
        await Parallel.ForEachAsync(resources, new ParallelOptions { MaxDegreeOfParallelism = 3, CancellationToken = Now }, async (resource, ct) => await StartWithoutAsync(resource, ct));
    }

    [Fact]
    public async Task Without_any_one_right_on_leases_nobody_leads_for_long()
    {
        await using var restricted = await RestrictedOperator.StartAsync(cluster, "leases", Without(OfNamespace(), "leases", "get"), Now);
        await RefusedAsync(restricted, "leases", "get");
        (await LeadsAsync(restricted)).ShouldBeFalse();

        // There is no Lease yet: it has to be made.
        await restricted.GrantAsync(Without(OfNamespace(), "leases", "create"), Now);
        await RefusedAsync(restricted, "leases", "create");
        (await LeadsAsync(restricted)).ShouldBeFalse();

        await restricted.GrantAsync(Without(OfNamespace(), "leases", "update"), Now);
        await RefusedAsync(restricted, "leases", "update");
        await Eventually.TrueAsync("who cannot renew the Lease stops leading", Patience, async _ => !await LeadsAsync(restricted), Now);

        await restricted.GrantAsync(OfNamespace(), Now);
        await Eventually.TrueAsync("with all three it leads", Patience, async _ => await LeadsAsync(restricted), Now);
    }

    private static async Task PlayAsync(RestrictedOperator restricted, ProvokedGroup group, VerbScenario scenario)
    {
        await group.SettledAsync();
        var all = restricted.Rights;
        var before = await restricted.RefusalsAsync(scenario.Refused, scenario.RefusedVerbs, Now);
        await restricted.GrantAsync(Without(all, scenario.Resource, scenario.Verb), Now);
        try
        {
            await scenario.Provoke(group);
            await Eventually.TrueAsync(
                $"without {scenario} the API server refuses something", Patience, async ct => await restricted.RefusalsAsync(scenario.Refused, scenario.RefusedVerbs, ct) > before, Now);
            (await scenario.Kept(group)).ShouldBeFalse($"nothing breaks without {scenario}");
        }
        finally
        {
            await restricted.GrantAsync(all, CancellationToken.None);
        }

        if (scenario.Again is not null)
        {
            await scenario.Again(group);
        }

        await Eventually.TrueAsync($"with {scenario} it comes about", TimeSpan.FromSeconds(40), _ => scenario.Kept(group), Now);
        if (scenario.CleanUp is not null)
        {
            await scenario.CleanUp(group);
        }
    }

    private async Task StartWithoutAsync(string resource, CancellationToken ct)
    {
        var ofCluster = cluster.Shipped.Any(right => right.Resource == resource && right.IsOfCluster);
        var all = ofCluster ? cluster.Shipped : OfNamespace();
        await using var restricted = await RestrictedOperator.StartAsync(cluster, $"without-{resource}", Without(all, resource, "list"), ct, watchesNodes: ofCluster);
        await RefusedAsync(restricted, resource, "list");
        (await restricted.IsReadyAsync(ct)).ShouldBeFalse($"it is ready without having listed {resource}");

        await restricted.GrantAsync(Without(all, resource, "watch"), ct);
        await RefusedAsync(restricted, resource, "watch", times: 2);
        await Eventually.TrueAsync($"with list {resource} it is ready", Patience, restricted.IsReadyAsync, ct);
        (await restricted.ScrapeAsync(ct)).Sum("redis_operator_watch_restarts_total", ("resource", resource)).ShouldBeGreaterThan(2, "listing again is all that is left to it");
    }

    private static Task<double> RefusedAsync(RestrictedOperator restricted, string resource, string verb, int times = 1) => Eventually.GetAsync(
        $"without {verb} {resource} the API server refuses it", Patience, ct => restricted.RefusalsAsync(resource, [verb], ct), refusals => refusals >= times, cancellationToken: Now);

    private static async Task<bool> LeadsAsync(RestrictedOperator restricted) => (await restricted.ScrapeAsync(Now)).Sum("redis_operator_leader") > 0;

    private IReadOnlyList<Right> OfNamespace() => [.. cluster.Shipped.Where(right => !right.IsOfCluster)];

    private static Right[] Without(IEnumerable<Right> rights, string resource, string verb)
    {
        var all = rights.ToArray();
        var left = all.Where(right => right.Resource != resource || right.Verb != verb).ToArray();
        left.Length.ShouldBe(all.Length - 1, $"{verb} {resource} is not among the rights");
        return left;
    }

    /// <summary>docs/permissions.md: from a right to what breaks without it.</summary>
    private static Dictionary<string, string> Lines() =>
        Line().Matches(File.ReadAllText(Path.Combine(RepositoryPaths.Root, "docs", "permissions.md")))
            .ToDictionary(line => $"{line.Groups["verb"].Value} {line.Groups["resource"].Value}", line => line.Groups["breaks"].Value, StringComparer.Ordinal);

    [GeneratedRegex(@"^\| `(?<resource>[a-z/]+)` \| (?<verb>\w+) \| (?<breaks>[^|]+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Line();
}
