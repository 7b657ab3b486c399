namespace RedisOperator.Docs.Tests;

public sealed class CommandTests
{
    private static readonly string[] Languages = ["sh", "console", "text", "yaml", "conf", "json", "promql"];

    /// <summary>Commands that no test can run here, and what stands for them.</summary>
    private static readonly Dictionary<string, string> NotRun = new(StringComparer.Ordinal)
    {
        ["docs/image.md"] = "they need a registry or a container engine; make image-check runs what is in the image",
        ["docs/vip-on-hosts.md"] = "they need systemd; the hosts in tests/Vip.Tests run the same program with the same settings",
    };

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public static TheoryData<string> Pages => [.. Page.All];

    public static TheoryData<string> PagesWithCommands => [.. Page.All.Where(name => Page.Read(name).Blocks.Any(block => block.IsCommands))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_block_says_what_it_is(string name) =>
        Page.Read(name).Blocks.Where(block => !Languages.Contains(block.Language)).Select(block => $"{name}:{block.Line}: ```{block.Language}").ShouldBeEmpty(
            $"a block is one of {string.Join(", ", Languages)}; sh means that its commands are run by this test, console that they cannot be");

    [Fact]
    public void What_cannot_be_run_here_has_its_reason() =>
        Page.All.Where(name => Page.Read(name).Blocks.Any(block => block.Language == "console")).ShouldBeSubsetOf(NotRun.Keys);

    [Fact]
    public void What_is_not_run_here_is_run_beside_it()
    {
        var ci = File.ReadAllText(Path.Combine(RepositoryPaths.Root, ".ci", "run"));
        var elsewhere = Page.All.SelectMany(name => Page.Read(name).Blocks).Where(block => block.IsRunElsewhere).Select(block => block.Text).Distinct().ToArray();
        elsewhere.ShouldBe(["make demo", "make test"], ignoreOrder: true);
        elsewhere.ShouldAllBe(command => ci.Contains($"timed {command}\n"));
    }

    [Theory]
    [MemberData(nameof(PagesWithCommands))]
    public async Task Every_command_of_a_page_works_in_its_order(string name)
    {
        var page = Page.Read(name);
        using var home = new TempDirectory("docs");
        var environment = Shell.Environment(home.Path);
        await using var cluster = await StartAsync(page);
        if (cluster is not null)
        {
            environment["KUBECONFIG"] = cluster.Kubeconfig;
        }

        var result = await Shell.RunAsync(page, environment, Now);
        if (cluster is null)
        {
            await new CommandLine("make", "--silent", "cluster-down") { WorkingDirectory = RepositoryPaths.Root }.RunAsync(TimeSpan.FromSeconds(60), CancellationToken.None);
        }

        TestContext.Current.TestOutputHelper!.WriteLine(result.ToString());
        result.Succeeded.ShouldBeTrue(result.ToString());
    }

    private static async Task<LocalClusterProcess?> StartAsync(Page page)
    {
        if (page.StartsOn == Page.Nothing)
        {
            File.Exists(Path.Combine(RepositoryPaths.Artifacts, "cluster", "cluster.json")).ShouldBeFalse("a cluster of yours is up, and the commands would use it: end it with make cluster-down");
            return null;
        }
        var cluster = await LocalClusterProcess.UpAsync([await OperatorImage.PublishedAsync(Now)], cancellationToken: Now);
        try
        {
            await PrepareAsync(cluster, page);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    private static async Task PrepareAsync(LocalClusterProcess cluster, Page page)
    {
        page.StartsOn.ShouldBeOneOf(Page.Cluster, Page.Operator, Page.Group);
        if (page.StartsOn == Page.Cluster)
        {
            return;
        }
        await OperatorInstallation.InstallAsync(cluster, Now);
        if (page.StartsOn == Page.Group)
        {
            var kubectl = cluster.Kubectl("default");
            await kubectl.RunAsync(Now, "apply", "-f", Path.Combine(RepositoryPaths.Config, "samples", "redisgroup.yaml"));
            await kubectl.RunAsync(Now, "wait", "--for=condition=Ready", "redisgroup/cache", "--timeout=60s");
        }
    }
}
