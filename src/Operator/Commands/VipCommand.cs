using System.CommandLine;
using RedisOperator.Vip;

namespace RedisOperator.Operator.Commands;

/// <summary><c>redis-operator vip agent | reconfig | status</c>: an address that follows the master on plain hosts, and on the host network.</summary>
public static class VipCommand
{
    /// <summary>It went wrong in a way that may pass: Sentinel runs a script with this code again.</summary>
    public const int Again = 1;

    /// <summary>It cannot work as it is set up: Sentinel does not run a script with this code again.</summary>
    public const int Refused = 2;

    public static Command Create()
    {
        var options = new VipOptions();
        return new Command("vip", "Keeps an IP address on the host where the master is (three hosts, Sentinel, no Kubernetes needed).")
        {
            Agent(options),
            Reconfig(options),
            Status(options),
        };
    }

    private static Command Agent(VipOptions options)
    {
        var command = new Command("agent", """
            Keeps the address where the master is, for as long as it runs. One on each host, beside its redis and sentinel.

            Examples:
              redis-operator vip agent --vip 172.16.1.50/24 --interface ens192
              redis-operator vip agent --vip 172.16.1.50/24 --interface ens192 --sentinel 172.16.1.10:26379,172.16.1.11:26379 --redis-password-file /etc/redis-operator/redis-password
              redis-operator vip agent --config /etc/redis-operator/vip.conf
              redis-operator vip agent --vip 172.16.1.50/24 --interface ens192 --status-port 8090 --retry-every 5s --stop-within 30s     (beside redis in a pod on the host's network)

            Needs CAP_NET_ADMIN and CAP_NET_RAW, ip, and the arping of iputils. Passwords come from files or from REDIS_OPERATOR_VIP_REDIS_PASSWORD and REDIS_OPERATOR_VIP_SENTINEL_PASSWORD.
            """);
        options.AddTo(command);
        command.SetAction(parsed => GuardAsync(parsed, async () =>
        {
            var settings = options.Read(parsed);
            using var logging = Logging(settings);
            using var stop = new VipStopSignals();
            await new VipAgent(settings, logging, TimeProvider.System).RunAsync(stop.Asked);
            return 0;
        }).GetAwaiter().GetResult()); // not awaited by the parser, which would end the process 2 s after the signal
        return command;
    }

    private static Command Reconfig(VipOptions options)
    {
        var given = new Argument<string[]>("arguments") { Description = ReconfigArguments.Usage, Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("reconfig", $"""
            Sentinel's client-reconfig-script: puts the address here or takes it off, once. Decides by what redis and the sentinels say now, so it may be run again and again.

            Example, as Sentinel runs it (sentinel.conf names the script redis-operator-vip-reconfig, which runs this):
              redis-operator vip reconfig --config /etc/redis-operator/vip.conf -- mymaster leader start 172.16.1.10 6379 172.16.1.11 6379

            Exit codes: 0 done, {Again} could not be decided (Sentinel runs it again), {Refused} cannot work as it is set up (Sentinel does not).
            """) { given };
        options.AddTo(command);
        command.SetAction((parsed, ct) => GuardAsync(parsed, async () =>
        {
            var arguments = ReconfigArguments.Parse(parsed.GetValue(given) ?? []);
            var settings = options.Read(parsed);
            using var logging = Logging(settings);
            return await new VipReconfig(settings, logging, TimeProvider.System).RunAsync(arguments, ct) ? 0 : Again;
        }));
        return command;
    }

    private static Command Status(VipOptions options)
    {
        var output = new Option<string>("--output", "-o") { Description = "text or json.", DefaultValueFactory = _ => "text" };
        output.AcceptOnlyFromAmong("text", "json");
        var command = new Command("status", """
            Who holds the address and why, as seen from this host. Changes nothing. Exit code 0: it is where it should be; 1: it is not, or that cannot be seen.

            Examples:
              redis-operator vip status
              redis-operator vip status -o json
            """) { output };
        options.AddTo(command);
        command.SetAction((parsed, ct) => GuardAsync(parsed, async () =>
        {
            var report = await VipStatus.ReadAsync(options.Read(parsed), TimeProvider.System, ct);
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(output) == "json" ? report.ToJson() + "\n" : report.ToText());
            return report.Consistent ? 0 : 1;
        }));
        return command;
    }

    private static async Task<int> GuardAsync(ParseResult parsed, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (VipRefusedException e)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"redis-operator vip: {e.Message}");
            return Refused;
        }
    }

    private static ILoggerFactory Logging(VipSettings settings) => LoggerFactory.Create(logs => logs.SetMinimumLevel(settings.LogLevel).AddSimpleConsole(console =>
    {
        console.SingleLine = true;
        console.UseUtcTimestamp = true;
        console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
    }));
}
