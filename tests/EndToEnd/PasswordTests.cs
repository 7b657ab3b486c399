using System.Text;

namespace RedisOperator.EndToEnd;

/// <summary>The password changes under clients that use the old one and the new one.</summary>
public sealed class PasswordTests(OperatorCluster cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_changed_password_loses_no_write_and_no_connection_and_the_old_one_is_refused_after_the_overlap()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three + "\n  auth: { overlap: 20s }", Now);
        using var files = new TempDirectory("password");
        var before = await group.ProcessesAsync(Now);
        await using var early = await group.WriterAsync(Now);

        await group.Kubectl.RunAsync(Now, "patch", "secret", "cache-auth", "--type=merge", "-p", Patch("Changed-2!#x"));
        await group.SecretAsync("the new password has moved to all", secret => secret["data"]?["current"]?.GetValue<string>() == Base64("Changed-2!#x"), Patience, Now);

        // Read anew: this client has the new password from the start.
        var later = new TestGroup(cluster.Cluster, new RedisGroup(cluster.Cluster, group.Kubectl, "cache", files), files);
        await using var late = await later.WriterAsync(Now);
        await group.SecretAsync("the old password is dropped", secret => secret["metadata"]?["annotations"]?["redisoperator.io/previous-password-until"] is null, Patience, Now);

        foreach (var pod in await group.Group.PodsAsync(Now))
        {
            // The first client's password, by a new connection.
            var refused = await Should.ThrowAsync<RunFailedException>(group.Group.RedisAsync(pod.Address, Now, "-e", "PING"));
            refused.Result.ToString().ShouldContain("NOAUTH");
            (await later.Group.RedisAsync(pod.Address, Now, "PING")).ShouldBe("PONG");
            (await later.Group.RedisAsync($"{pod.Address}:26379", Now, "PING")).ShouldBe("PONG");
        }
        (await later.ProcessesAsync(Now)).ShouldBe(before);
        await File.WriteAllTextAsync(early.Target.PasswordFile, "Changed-2!#x", Now);
        foreach (var writer in new[] { early, late })
        {
            var verdict = await writer.VerdictAsync(Now);
            (verdict.LostPlain, verdict.LostWait).ShouldBe((0, 0), verdict.ToString());
            writer.Process.Gaps.ShouldBeEmpty();
        }
        await later.WholeAsync(Now);
    }

    [Fact]
    public async Task A_deleted_Secret_comes_back_with_the_same_password()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var password = await PasswordAsync(group);

        await group.Kubectl.RunAsync(Now, "delete", "secret", "cache-auth");

        await group.SecretAsync("the Secret is there again", secret => secret["data"]?["password"] is not null, Patience, Now);
        (await PasswordAsync(group)).ShouldBe(password);
        await group.EventAsync("PasswordRestored", Patience, Now);
        await group.WholeAsync(Now);
    }

    [Fact]
    public async Task A_password_that_cannot_be_used_is_refused_and_the_group_goes_on()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);

        await group.Kubectl.RunAsync(Now, "patch", "secret", "cache-auth", "--type=merge", "-p", Patch("with space"));

        var condition = await group.ConditionAsync("Progressing", "PasswordRefused", Patience, Now);
        condition["message"]!.GetValue<string>().ShouldNotContain("with space");
        (await group.WholeAsync(Now)).Phase.ShouldBe("Ready");
    }

    private static string Patch(string password) => $$$$"""{"data":{"password":"{{{{Base64(password)}}}}"}}""";

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static async Task<string> PasswordAsync(TestGroup group) => await group.Kubectl.RunAsync(Now, "get", "secret", "cache-auth", "-o", "jsonpath={.data.password}");
}
