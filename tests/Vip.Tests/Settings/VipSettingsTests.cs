using RedisOperator.Redis;
using RedisOperator.TestSupport;

namespace RedisOperator.Vip.Tests.Settings;

public sealed class VipSettingsTests
{
    private static readonly string[] Least = ["vip 172.16.1.50/24", "interface ens192"];

    [Fact]
    public void The_address_and_the_interface_are_enough()
    {
        var settings = From(Least);

        settings.ToString().ShouldBe("172.16.1.50/24 on ens192");
        (settings.MasterName, settings.Redis, settings.Sentinels).ShouldSatisfyAllConditions(
            all => all.MasterName.ShouldBe("mymaster"), all => all.Redis.ShouldBe(new HostPort("127.0.0.1", 6379)), all => all.Sentinels.ShouldBe([new HostPort("127.0.0.1", 26379)]));
        settings.HoldFor.ShouldBeNull("Sentinel's down-after is taken");
        settings.RetryEvery.ShouldBeNull("it ends when the host refuses");
        settings.StopWithin.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Options_count_more_than_the_environment_and_that_more_than_the_file()
    {
        var layers = new SettingLayers()
            .Add("options", [KeyValuePair.Create<string, IReadOnlyList<string>>(SettingNames.Interface, ["eth0"])])
            .AddEnvironment(name => name switch { "REDIS_OPERATOR_VIP_INTERFACE" => "eth1", "REDIS_OPERATOR_VIP_SENTINEL" => "172.16.1.10,172.16.1.11:26380", _ => null })
            .AddFile("vip.conf", [.. Least, "sentinel 172.16.1.12"]);

        var settings = VipSettings.From(layers, _ => "");

        settings.Interface.ShouldBe("eth0");
        settings.Sentinels.ShouldBe([new HostPort("172.16.1.10", 26379), new HostPort("172.16.1.11", 26380)]);
    }

    [Fact]
    public void A_file_has_a_setting_a_line_and_lists_on_several() =>
        From([.. Least, "", "# the three", "  sentinel   172.16.1.10", "sentinel 172.16.1.11", "sentinel [fd00::12]:26379", "hold-for 2500ms", "lease 1m", "arp-count 5", "retry-every 5s", "stop-within 0s"]).ShouldSatisfyAllConditions(
            settings => settings.Sentinels.Select(sentinel => $"{sentinel}").ShouldBe(["172.16.1.10:26379", "172.16.1.11:26379", "[fd00::12]:26379"]),
            settings => settings.HoldFor.ShouldBe(TimeSpan.FromSeconds(2.5)),
            settings => settings.Lease.ShouldBe(TimeSpan.FromMinutes(1)),
            settings => settings.ArpCount.ShouldBe(5),
            settings => settings.RetryEvery.ShouldBe(TimeSpan.FromSeconds(5)),
            settings => settings.StopWithin.ShouldBe(TimeSpan.Zero));

    [Theory]
    [InlineData("hold-for 5", "--hold-for 5 is no time from 2 s to 10 min: write it with its unit, such as 5s or 1500ms")]
    [InlineData("lease 1s", "--lease 1s is no time from 3 s to 10 min: write it with its unit, such as 5s or 1500ms")]
    [InlineData("retry-every 500ms", "--retry-every 500ms is no time from 1 s to 10 min: write it with its unit, such as 5s or 1500ms")]
    [InlineData("stop-within 6m", "--stop-within 6m is no time from 0 s to 5 min: write it with its unit, such as 5s or 1500ms")]
    [InlineData("arp-count 0", "--arp-count must be from 1 to 10, not 0")]
    [InlineData("status-port http", "--status-port must be from 1 to 65535, not http")]
    [InlineData("redis 127.0.0.1:http", "--redis 127.0.0.1:http is no HOST:PORT, such as 172.16.1.10:6379")]
    [InlineData("peer linux011", "--peer linux011 is no IP address: give the address that the host has on the VIP's network")]
    [InlineData("log-level loud", "--log-level loud: write Trace, Debug, Information, Warning or Error")]
    [InlineData("interface ens193", "vip.conf:3: interface is set twice")]
    [InlineData("netmask 24", "vip.conf:3: 'netmask 24' is no setting; there are: vip, interface")]
    [InlineData("redis-password hunter2", "vip.conf:3: a password does not stand in this file: write redis-password-file and the path of a file that only the agent may read")]
    public void What_is_wrong_is_named_with_what_to_write(string line, string sentence) =>
        Should.Throw<VipRefusedException>(() => From([.. Least, line])).Message.ShouldStartWith(sentence);

    [Fact]
    public void What_is_missing_is_named_with_an_example() =>
        Should.Throw<VipRefusedException>(() => From(["vip 172.16.1.50/24"])).Message
            .ShouldBe("--interface is missing, such as --interface ens192 (or 'interface ens192' in /etc/redis-operator/vip.conf, or REDIS_OPERATOR_VIP_INTERFACE=ens192)");

    [Fact]
    public void A_password_comes_from_a_file_or_the_environment_and_is_not_printed()
    {
        var layers = new SettingLayers().AddEnvironment(name => name == "REDIS_OPERATOR_VIP_SENTINEL_PASSWORD" ? "two" : null).AddFile("vip.conf", [.. Least, "redis-password-file /run/secret"]);

        var settings = VipSettings.From(layers, path => path == "/run/secret" ? "one\n" : throw new FileNotFoundException(path));

        (settings.RedisPassword?.Current, settings.SentinelPassword?.Current).ShouldBe(("one", "two"));
        $"{settings.RedisPassword}".ShouldBe("(a password)");
        settings.ToString().ShouldNotContain("one");
        Should.Throw<VipRefusedException>(() => VipSettings.From(layers, path => throw new FileNotFoundException($"no {path}"))).Message
            .ShouldBe("--redis-password-file /run/secret cannot be read: no /run/secret");
    }

    [Fact]
    public void A_password_in_a_file_is_the_one_that_the_file_has_now_and_the_last_one_while_there_is_no_file()
    {
        var content = "one\n";
        var password = Password.InFile("/run/secret", _ => content ?? throw new FileNotFoundException("/run/secret"));
        password.Current.ShouldBe("one");

        content = "two\r\n";
        password.Current.ShouldBe("two");
        content = null;
        password.Current.ShouldBe("two");
    }

    [Fact]
    public void The_guide_knows_every_setting_and_every_reason_and_the_example_file_is_valid()
    {
        var guide = File.ReadAllText(Path.Combine(RepositoryPaths.Root, "docs", "vip-on-hosts.md"));
        var example = File.ReadAllLines(Path.Combine(RepositoryPaths.Root, "packaging", "etc", "vip.conf"));

        SettingNames.All.Where(name => !guide.Contains($"`{name}`", StringComparison.Ordinal)).ShouldBeEmpty();
        Enum.GetNames<HoldReason>().Where(name => !guide.Contains($"`{name}`", StringComparison.Ordinal)).ShouldBeEmpty();
        From(example).ToString().ShouldBe("172.16.1.50/24 on ens192");
        From([.. example.Select(line => line is ['#', not ' ', ..] ? line[1..] : line)]).Lease.ShouldBe(TimeSpan.FromSeconds(10), "what is commented out is valid too");
    }

    [Fact]
    public void Sentinels_seven_arguments_are_understood() =>
        ReconfigArguments.Parse(["mymaster", "leader", "start", "172.16.1.10", "6379", "172.16.1.11", "6379"])
            .ShouldBe(new ReconfigArguments("mymaster", "leader", "start", new HostPort("172.16.1.10", 6379), new HostPort("172.16.1.11", 6379)));

    [Theory]
    [InlineData("", "seven arguments are needed, as Sentinel gives them to a client-reconfig-script: <master-name> <role> <state> <from-ip> <from-port> <to-ip> <to-port>; there are 0")]
    [InlineData("1 2 3 4 5 172.16.1.10 7", "these are not the arguments that Sentinel gives, which are <master-name> <role> <state> <from-ip> <from-port> <to-ip> <to-port>: 1 2 3 4 5 172.16.1.10 7")]
    public void Other_arguments_are_refused(string given, string sentence) =>
        Should.Throw<VipRefusedException>(() => ReconfigArguments.Parse(given.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Message.ShouldBe(sentence);

    private static VipSettings From(string[] lines) => VipSettings.From(new SettingLayers().AddFile("vip.conf", lines), _ => "");
}
