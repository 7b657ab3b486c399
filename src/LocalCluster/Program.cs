using System.CommandLine;
using RedisOperator.LocalCluster.Cli;

return await new RootCommand("A small Kubernetes of one process, for development: real kubectl, real processes, nothing left behind.")
{
    UpCommand.Create(),
    DownCommand.Create(),
    EnterCommand.Create(),
    FaultCommand.Create(),
    ApiFaultCommand.Create(),
    KillCommand.Create(),
    CheckCommand.Create(),
    InsideCommand.Create(),
}.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(5) });
