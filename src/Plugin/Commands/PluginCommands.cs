using System.CommandLine;
using System.CommandLine.Help;

namespace RedisOperator.Plugin.Commands;

/// <summary>All commands, and their help.</summary>
internal static class PluginCommands
{
    public static RootCommand Root()
    {
        var root = new RootCommand("Looks at Redis replication groups and switches them over. One screen says who is master, who follows, what each sentinel believes and why the operator did what it did.")
        {
            CommonOptions.Namespace,
            CommonOptions.Context,
            CommonOptions.Kubeconfig,
            CommonOptions.OperatorNamespace,
            StatusCommand.Create(),
            WhyCommand.Create(),
            SwitchoverCommand.Create(),
            PauseCommand.Create(),
            ResumeCommand.Create(),
            LogsCommand.Create(),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }
}
