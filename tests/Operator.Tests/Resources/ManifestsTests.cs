using RedisOperator.Operator.Diagnostics;

namespace RedisOperator.Operator.Tests.Resources;

public sealed class ManifestsTests
{
    [Fact]
    public void Committed_manifests_are_what_the_code_says()
    {
        if (GoldenFiles.Update)
        {
            Manifests.In(GoldenFiles.Config).Write();
            ChartFiles.In(GoldenFiles.Chart).Write();
        }

        Manifests.In(GoldenFiles.Config).Differences().ShouldBeEmpty();
        ChartFiles.In(GoldenFiles.Chart).Differences().ShouldBeEmpty();
    }

    [Fact]
    public void Check_names_the_files_that_differ_and_writes_nothing()
    {
        var directory = Directory.CreateTempSubdirectory("manifests-");
        try
        {
            var (output, error) = (new StringWriter(), new StringWriter());

            ManifestsCommand.Run(check: true, directory.FullName, null, null, output, error).ShouldBe(1);
            error.ToString().ShouldContain("crd/redisoperator.io_redisreplicationgroups.yaml");
            directory.EnumerateFileSystemInfos().ShouldBeEmpty();

            ManifestsCommand.Run(check: false, directory.FullName, null, null, output, error).ShouldBe(0);
            ManifestsCommand.Run(check: true, directory.FullName, null, null, output, new StringWriter()).ShouldBe(0);

            File.AppendAllText(Path.Combine(directory.FullName, "rbac/role.yaml"), "# changed by hand\n");
            Manifests.In(directory.FullName).Differences().ShouldBe(["rbac/role.yaml"]);
            Manifests.In(directory.FullName).Write().ShouldBe(["rbac/role.yaml"]);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_charts_copy_of_the_CRD_is_that_of_config() =>
        File.ReadAllText(Path.Combine(GoldenFiles.Chart, "files/crd.yaml")).ShouldBe(File.ReadAllText(Path.Combine(GoldenFiles.Config, "crd/redisoperator.io_redisreplicationgroups.yaml")));

    [Fact]
    public void A_directory_without_a_chart_is_named()
    {
        var error = new StringWriter();

        ManifestsCommand.Run(check: true, GoldenFiles.Config, "/nowhere/chart", null, TextWriter.Null, error).ShouldBe(1);

        error.ToString().ShouldContain("/nowhere/chart");
    }

    [Fact]
    public void Every_generated_file_is_read_back_as_one_object()
    {
        foreach (var (path, text) in Manifests.Files())
        {
            YamlReader.Documents(text).ShouldHaveSingleItem()["kind"]!.GetValue<string>().ShouldNotBeEmpty(path);
        }
    }

    [Fact]
    public void Only_pods_and_what_a_smaller_group_leaves_behind_are_deleted_and_no_verb_or_resource_is_a_wildcard()
    {
        var rules = OperatorPermissions.Groups.Concat(OperatorPermissions.Cluster).Concat(OperatorPermissions.LeaderElection).Select(permission => permission.ToRule()).ToArray();

        rules.SelectMany(rule => rule.Verbs).ShouldNotContain("*");
        rules.SelectMany(rule => rule.Resources!).ShouldNotContain("*");
        rules.Where(rule => rule.Verbs.Contains("delete")).SelectMany(rule => rule.Resources!).ShouldBe(["services", "statefulsets", "pods"], ignoreOrder: true);
    }
}
