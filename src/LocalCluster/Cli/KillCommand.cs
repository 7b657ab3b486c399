using System.CommandLine;
using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Cli;

internal static class KillCommand
{
    public static Command Create()
    {
        var directory = ClusterDirectory.Option();
        var targets = new Argument<string[]>("containers") { Description = "NAMESPACE/POD/CONTAINER …", Arity = ArgumentArity.OneOrMore };
        var command = new Command("kill", "Kills several containers in the same instant (SIGKILL); prints when.") { directory, targets };
        command.SetAction((parsed, ct) => SendAsync(
            new ClusterDirectory(parsed.GetValue(directory)!), new JsonObject { ["containers"] = new JsonArray([.. parsed.GetValue(targets)!.Select(target => JsonValue.Create(target))]) }, ct));
        return command;
    }

    private static async Task<int> SendAsync(ClusterDirectory directory, JsonObject body, CancellationToken ct)
    {
        if (directory.Read() is null)
        {
            Console.Error.WriteLine($"No cluster runs in {directory.Root}: start one with local-cluster up.");
            return 1;
        }

        using var client = new AdminClient(directory);
        return await client.PostAsync("/local-cluster/kills", body, ct);
    }
}
