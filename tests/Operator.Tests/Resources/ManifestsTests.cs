using RedisOperator.Operator.Diagnostics;

namespace RedisOperator.Operator.Tests.Resources;

public sealed class ManifestsTests
{
    [Fact]
    public void Committed_manifests_are_what_the_code_says()
    {
        if (GoldenFiles.Update)
        {
            Manifests.Write(GoldenFiles.Config);
        }

        Manifests.Differences(GoldenFiles.Config).ShouldBeEmpty();
    }

    [Fact]
    public void Check_names_the_files_that_differ_and_writes_nothing()
    {
        var directory = Directory.CreateTempSubdirectory("manifests-");
        try
        {
            var (output, error) = (new StringWriter(), new StringWriter());

            ManifestsCommand.Run(check: true, directory.FullName, output, error).ShouldBe(1);
            error.ToString().ShouldContain("crd/redisoperator.io_redisreplicationgroups.yaml");
            directory.EnumerateFileSystemInfos().ShouldBeEmpty();

            ManifestsCommand.Run(check: false, directory.FullName, output, error).ShouldBe(0);
            ManifestsCommand.Run(check: true, directory.FullName, output, new StringWriter()).ShouldBe(0);

            File.AppendAllText(Path.Combine(directory.FullName, "rbac/role.yaml"), "# changed by hand\n");
            Manifests.Differences(directory.FullName).ShouldBe(["rbac/role.yaml"]);
            Manifests.Write(directory.FullName).ShouldBe(["rbac/role.yaml"]);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
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
