using System.CommandLine;
using k8s;
using RedisOperator.Entities;
using RedisOperator.Redis;

namespace RedisOperator.Operator.SelfTest;

/// <summary><c>redis-operator selftest</c>, which <c>helm test</c> runs in a pod.</summary>
public static class SelfTestCommand
{
    public static Command Create()
    {
        var defaults = new SelfTestOptions();
        var ns = new Option<string?>("--namespace") { Description = "Namespace of the group; one that the operator looks after (default: the pod's own, or that of the kubeconfig)." };
        var name = new Option<string>("--name") { Description = "Name of the group. There must be none of it yet.", DefaultValueFactory = _ => defaults.Name };
        var image = new Option<string>("--image") { Description = "Image of Redis or Valkey.", DefaultValueFactory = _ => defaults.Image };
        var replicas = new Option<int>("--replicas") { Description = "Redis pods (1–9).", DefaultValueFactory = _ => defaults.Replicas };
        var timeout = new Option<string>("--timeout") { Description = "How long the group may take to be Ready, and to be gone, such as 90s or 2m.", DefaultValueFactory = _ => Duration.Format(defaults.Timeout) };
        replicas.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 9)
            {
                result.AddError("--replicas must be from 1 to 9");
            }
        });
        timeout.Validators.Add(result =>
        {
            if (!Duration.TryParse(result.GetValueOrDefault<string>(), out var value) || value <= TimeSpan.Zero)
            {
                result.AddError("--timeout must be a duration, such as 90s or 2m");
            }
        });
        var command = new Command("selftest", "Makes a group, writes through its VIP, reads it back and removes the group: what 'helm test' runs.") { ns, name, image, replicas, timeout };
        command.SetAction((parsed, ct) => RunAsync(
            new SelfTestOptions
            {
                Namespace = parsed.GetValue(ns),
                Name = parsed.GetValue(name)!,
                Image = parsed.GetValue(image)!,
                Replicas = parsed.GetValue(replicas),
                Timeout = Duration.Parse(parsed.GetValue(timeout)!),
            },
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            ct));
        return command;
    }

    private static async Task<int> RunAsync(SelfTestOptions options, TextWriter output, TextWriter error, CancellationToken ct)
    {
        try
        {
            var configuration = KubernetesClientConfiguration.BuildDefaultConfig();
            using var client = new k8s.Kubernetes(configuration, new KubernetesClientOptions { Json = EntitiesJson.Options });
            await new SelfTest(client, options with { Namespace = options.Namespace ?? configuration.Namespace ?? "default" }, TimeProvider.System, output).RunAsync(ct);
            return 0;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await error.WriteLineAsync("selftest: interrupted");
            return 1;
        }
        catch (Exception e) when (e is SelfTestException or KubeConfigException or KubernetesException or RedisException or IOException)
        {
            await error.WriteLineAsync($"selftest: FAILED: {e.Message}");
            return 1;
        }
    }
}
