using System.CommandLine;
using RedisOperator.Operator.Commands;
using RedisOperator.Operator.Diagnostics;
using RedisOperator.Operator.Diagnostics.Inspect;
using RedisOperator.Operator.SelfTest;

var run = RunCommand.Create();
var root = new RootCommand("Keeps Redis replication groups alive: one master, its replicas, a sentinel beside each, and an address that always leads to the living master.")
{
    run,
    InspectCommand.Create(),
    ManifestsCommand.Create(),
    SelfTestCommand.Create(),
    VipCommand.Create(),
};
// Without a command it runs: that is what the container image does.
string[] arguments = args.Length == 0 ? [run.Name] : args;
return await root.Parse(arguments).InvokeAsync();
