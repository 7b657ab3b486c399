using System.CommandLine;
using System.Net;
using RedisOperator.TestSupport.Writing;
using RedisOperator.Writer;
using RedisOperator.Writer.Checking;

// Reconnects must not wait for the pool to grow, which it does by one thread every half second.
ThreadPool.SetMinThreads(32, 32);

var address = new Option<string>("--address") { Description = "IP:PORT to write to; nothing else is ever contacted", Required = true, Recursive = true };
var passwordFile = new Option<string?>("--password-file") { Description = "file that holds the password", Recursive = true };
var passwordEnv = new Option<string?>("--password-env") { Description = "environment variable that holds the password", Recursive = true };
var rate = new Option<int>("--rate") { Description = "writes per second", DefaultValueFactory = _ => 200 };
var seconds = new Option<double>("--seconds") { Description = "how long to write; SIGTERM ends it earlier", DefaultValueFactory = _ => 10 };
var waitHalf = new Option<bool>("--wait-half") { Description = "every second write is followed by WAIT 1" };
var output = new Option<string>("--out") { Description = "file that receives the acknowledged writes", DefaultValueFactory = _ => "vip-writer.ledger" };
var ledger = new Option<string>("--file") { Description = "file that an earlier run wrote", Required = true };

var verify = new Command("verify", "Reads back every acknowledged write; exit code 1 if one that was followed by WAIT is missing.") { ledger };
verify.SetAction(async (parsed, cancellationToken) =>
{
    var options = new WriterOptions { Address = IPEndPoint.Parse(parsed.GetRequiredValue(address)), Password = Password(parsed), LedgerFile = parsed.GetRequiredValue(ledger) };
    var verdict = await new Verification(options, TimeProvider.System, Print).RunAsync(cancellationToken);
    return verdict.LostWait == 0 ? 0 : 1;
});

var connections = new Option<int>("--connections") { Description = "how many clients share the rate", DefaultValueFactory = _ => 4 };
var check = new Command("check", "Writes over plain connections, notes every write and what became of it, and asks the pods named on standard input for their roles.")
{
    rate, seconds, waitHalf, output, connections,
};
check.SetAction(async (parsed, cancellationToken) =>
{
    await new CheckRun(Checked(parsed), TimeProvider.System, line => Console.Out.WriteLine(line.ToJson())).RunAsync(Console.In, cancellationToken);
    return 0;
});

var ledgers = new Option<string[]>("--file") { Description = "a file that check wrote; may be given again", Required = true };
var compare = new Command("compare", "Compares what check noted with what the redis at the address holds.") { ledgers };
compare.SetAction(async (parsed, cancellationToken) =>
{
    var options = new CheckOptions { Address = IPEndPoint.Parse(parsed.GetRequiredValue(address)), Password = Password(parsed), LedgerFile = "" };
    Console.Out.WriteLine((await new Comparison(options, TimeProvider.System).RunAsync(parsed.GetRequiredValue(ledgers), cancellationToken)).ToJson());
    return 0;
});

var root = new RootCommand("Writes through one address with StackExchange.Redis, as an application would, and records what was acknowledged.")
{
    address, passwordFile, passwordEnv, rate, seconds, waitHalf, output, verify, check, compare,
};
root.SetAction(async (parsed, cancellationToken) =>
{
    var options = new WriterOptions
    {
        Address = IPEndPoint.Parse(parsed.GetRequiredValue(address)),
        Password = Password(parsed),
        Rate = parsed.GetValue(rate),
        Duration = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
        WaitHalf = parsed.GetValue(waitHalf),
        LedgerFile = parsed.GetRequiredValue(output),
    };
    await new WriteRun(options, TimeProvider.System, Print).RunAsync(cancellationToken);
    return 0;
});

return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });

CheckOptions Checked(ParseResult parsed) => new()
{
    Address = IPEndPoint.Parse(parsed.GetRequiredValue(address)),
    Password = Password(parsed),
    Rate = parsed.GetValue(rate),
    Connections = parsed.GetValue(connections),
    WaitHalf = parsed.GetValue(waitHalf),
    LedgerFile = parsed.GetRequiredValue(output),
    Duration = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
};

string? Password(ParseResult parsed) =>
    parsed.GetValue(passwordFile) is { } file ? File.ReadAllText(file).TrimEnd('\n')
    : parsed.GetValue(passwordEnv) is { } name ? Environment.GetEnvironmentVariable(name)
    : null;

// One write call a line, so that lines of two lanes never mix.
void Print(WriterLine line) => Console.Out.WriteLine(line.ToJson());
