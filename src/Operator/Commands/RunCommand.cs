using System.CommandLine;

namespace RedisOperator.Operator.Commands;

/// <summary><c>redis-operator run</c></summary>
public static class RunCommand
{
    public static Command Create()
    {
        var defaults = new RunOptions();
        var namespaces = new Option<string>("--watch-namespaces")
        {
            Description = "Look after groups in these namespaces only, such as: team-a,team-b (default: in all). With --watch-nodes=false a Role in each of them is enough, no ClusterRole.",
            HelpName = "NAMESPACE,…",
            DefaultValueFactory = _ => "",
        };
        var port = new Option<int>("--health-port") { Description = "Port of /healthz, /readyz and /metrics (1–65535).", DefaultValueFactory = _ => defaults.HealthPort };
        var inspect = new Option<int>("--inspect-port") { Description = "Port on 127.0.0.1 that 'redis-operator inspect' asks (1–65535).", DefaultValueFactory = _ => defaults.InspectPort };
        var workers = new Option<int>("--workers") { Description = "Groups worked on at the same time (1–256).", DefaultValueFactory = _ => defaults.Workers };
        var lease = new Option<string?>("--lease-namespace") { Description = "Namespace of the Lease by which one of several operators leads (default: the pod's own)." };
        var nodes = new Option<bool>("--watch-nodes") { Description = "Hand over from a master whose node is cordoned; needs a ClusterRole that may read nodes (true, false).", DefaultValueFactory = _ => defaults.WatchNodes };
        var image = new Option<string>("--vip-image")
        {
            Description = "Image of the vip containers of groups with vip.mode HostNetwork, which is this operator's own (default: REDIS_OPERATOR_IMAGE in the environment, which the manifests set).",
            DefaultValueFactory = _ => defaults.VipImage,
        };
        var level = new Option<LogLevel>("--log-level") { Description = "Trace, Debug, Information, Warning or Error.", DefaultValueFactory = _ => defaults.LogLevel };
        Check(port, 1, 65535);
        Check(inspect, 1, 65535);
        Check(workers, 1, 256);
        namespaces.Validators.Add(result =>
        {
            if (NamespaceList.Problem(result.GetValueOrDefault<string>()) is { } problem)
            {
                result.AddError($"{namespaces.Name}: {problem}");
            }
        });
        var command = new Command("run", "Runs the operator (also without a command). Finds its cluster by KUBECONFIG, ~/.kube/config, or the pod's ServiceAccount.") { namespaces, port, inspect, workers, lease, nodes, image, level };
        command.SetAction((parsed, ct) => OperatorHost.RunAsync(
            new RunOptions
            {
                Namespaces = NamespaceList.Parse(parsed.GetValue(namespaces)),
                HealthPort = parsed.GetValue(port),
                InspectPort = parsed.GetValue(inspect),
                Workers = parsed.GetValue(workers),
                LeaseNamespace = parsed.GetValue(lease),
                WatchNodes = parsed.GetValue(nodes),
                VipImage = parsed.GetValue(image)!,
                LogLevel = parsed.GetValue(level),
            },
            ct));
        return command;
    }

    private static void Check(Option<int> option, int min, int max) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() is var value && (value < min || value > max))
        {
            result.AddError($"{option.Name} must be from {min} to {max}, not {value}");
        }
    });
}
