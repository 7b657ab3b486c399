using System.CommandLine;

namespace RedisOperator.Plugin.Commands;

/// <summary>What every command takes, named as kubectl names it.</summary>
internal static class CommonOptions
{
    public const string Json = "json";
    public const string Text = "text";

    public static readonly Option<string?> Namespace = new("--namespace", "-n") { Description = "Namespace of the group (default: the context's).", HelpName = "NAMESPACE", Recursive = true };

    public static readonly Option<string?> Context = new("--context") { Description = "The kubeconfig context to use.", HelpName = "CONTEXT", Recursive = true };

    public static readonly Option<string?> Kubeconfig = new("--kubeconfig") { Description = "The kubeconfig file to use.", HelpName = "FILE", Recursive = true };

    public static readonly Option<string> OperatorNamespace = new("--operator-namespace")
    {
        Description = "Namespace the operator runs in.",
        HelpName = "NAMESPACE",
        DefaultValueFactory = _ => "redis-operator-system",
        Recursive = true,
    };

    public static Argument<string> Group() => new("GROUP") { Description = "Name of the RedisReplicationGroup." };

    public static Option<string> Output()
    {
        var option = new Option<string>("--output", "-o") { Description = "text, or json for scripts.", HelpName = "FORMAT", DefaultValueFactory = _ => Text };
        option.AcceptOnlyFromAmong(Text, Json);
        return option;
    }
}
