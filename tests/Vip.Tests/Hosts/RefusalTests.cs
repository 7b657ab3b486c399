using RedisOperator.TestSupport;
using RedisOperator.TestSupport.PlainHosts;

namespace RedisOperator.Vip.Tests.Hosts;

/// <summary>Every set-up that cannot work, tried on a host, with the sentence that it gets.</summary>
public sealed class RefusalTests(RefusalTests.OneHost one) : IClassFixture<RefusalTests.OneHost>
{
    private static readonly VipUnderTest Good = new("172.16.1.50/24");

    [Fact]
    public async Task An_interface_that_does_not_exist_is_refused_with_those_that_do() =>
        (await RefusedAsync(Good with { Interface = "eth7" })).ShouldStartWith("redis-operator vip: there is no interface eth7 on this host; there are: lo (127.0.0.1/8");

    [Fact]
    public async Task An_interface_without_neighbours_is_refused() =>
        (await RefusedAsync(Good with { Interface = "lo" })).ShouldStartWith("redis-operator vip: lo has no Ethernet address: neighbours cannot find an address on it.");

    [Fact]
    public async Task An_address_of_a_foreign_network_is_refused()
    {
        var said = await RefusedAsync(new VipUnderTest("10.9.9.50/24"));

        said.ShouldStartWith("redis-operator vip: 10.9.9.50/24 is in no network of ens192 (172.16.1.10/24");
        said.ShouldEndWith("neighbours would never ask this interface for it. Give an address of that network, or another --interface");
    }

    [Fact]
    public async Task The_other_arping_is_refused_by_name() =>
        (await RefusedAsync(Good, Path("arping", "echo 'ARPing 2.23, by Thomas Habets <thomas@habets.se>'"))).ShouldEndWith(
            "/arping is the arping of Thomas Habets, whose -A does not announce an address: install iputils-arping (Debian, Ubuntu) or iputils (Rocky, RHEL), and remove the other one");

    [Fact]
    public async Task BusyBoxs_arping_is_refused_by_name() =>
        (await RefusedAsync(Good, Path("arping", "echo 'BusyBox v1.36.1 multi-call binary.' >&2; exit 1"))).ShouldContain("/arping is BusyBox's arping, of which too little is known here: install iputils-arping");

    [Theory]
    [InlineData("-net_raw", "CAP_NET_RAW is missing")]
    [InlineData("-net_admin", "CAP_NET_ADMIN is missing")]
    [InlineData("-net_admin,-net_raw", "CAP_NET_ADMIN and CAP_NET_RAW are missing")]
    public async Task A_missing_capability_is_named_with_where_to_give_it(string without, string which)
    {
        var command = Good.Command("agent");
        var result = await one.Host.TryAsync(new CommandLine("setpriv", [$"--bounding-set={without}", "--", command.Program, .. command.Arguments]));

        result.ExitCode.ShouldBe(2, result.ToString());
        result.StandardError.Trim().ShouldBe(
            $"redis-operator vip: this process may not move an address, {which}: under systemd AmbientCapabilities=CAP_NET_ADMIN CAP_NET_RAW; in a container drop ALL, add NET_ADMIN and NET_RAW, and run as uid 0; by hand as root");
    }

    [Theory]
    [InlineData("agent", "--hold-for", "soon")]
    [InlineData("reconfig", "--", "mymaster")]
    public async Task What_cannot_work_ends_with_the_code_that_Sentinel_does_not_try_again(string command, params string[] options)
    {
        var result = await one.Host.TryAsync(Good.Command(command, options));

        result.ExitCode.ShouldBe(2, result.ToString());
        result.StandardError.ShouldStartWith("redis-operator vip: ");
    }

    [Fact]
    public async Task The_help_has_examples()
    {
        foreach (var command in new[] { "agent", "reconfig", "status" })
        {
            (await new CommandLine(Good.Program, "vip", command, "--help").OutputAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldContain($"redis-operator vip {command}");
        }
    }

    private async Task<string> RefusedAsync(VipUnderTest vip, string? path = null)
    {
        var command = vip.Command("agent");
        var result = await one.Host.TryAsync(path is null
            ? command
            : command with { Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["PATH"] = $"{path}:{Environment.GetEnvironmentVariable("PATH")}" } });
        result.ExitCode.ShouldBe(2, result.ToString());
        return result.StandardError.Trim();
    }

    /// <summary>A folder with one program that says this.</summary>
    private string Path(string program, string script)
    {
        var folder = Directory.CreateDirectory(one.Files.File(Guid.NewGuid().ToString("n"))).FullName;
        var file = System.IO.Path.Combine(folder, program);
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return folder;
    }

    public sealed class OneHost : IAsyncLifetime
    {
        private PlainNetwork? _network;

        public PlainHost Host { get; private set; } = null!;

        public TempDirectory Files => _network!.Files;

        public async ValueTask InitializeAsync()
        {
            _network = await PlainNetwork.CreateAsync();
            Host = await _network.AddAsync("linux010", "172.16.1.10/24");
        }

        public async ValueTask DisposeAsync() => await _network!.DisposeAsync();
    }
}
