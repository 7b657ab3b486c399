using System.CommandLine;
using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Cli;

internal static class ApiFaultCommand
{
    public static Command Create()
    {
        var directory = ClusterDirectory.Option();
        var kind = new Argument<string>("kind") { Description = "silent (nothing comes through), refused (connections are reset), slow (answers wait), none (as usual)." };
        kind.AcceptOnlyFromAmong("silent", "refused", "slow", "none");
        var seconds = new Option<double>("--seconds") { Description = "How long it lasts.", DefaultValueFactory = _ => 10 };
        var delay = new Option<int>("--delay") { Description = "Milliseconds that an answer waits when slow.", DefaultValueFactory = _ => 1000 };
        var pods = new Option<string[]>("--pod") { Description = "NAMESPACE/NAME, may be given again; default: all pods.", DefaultValueFactory = _ => [] };
        var command = new Command("api-fault", "Breaks the pods' way to the API server for a while (yours stays); prints when.") { kind, directory, seconds, delay, pods };
        command.SetAction((parsed, ct) =>
        {
            var body = new JsonObject
            {
                ["kind"] = parsed.GetValue(kind),
                ["forMilliseconds"] = (long)(parsed.GetValue(seconds) * 1000),
                ["delayMilliseconds"] = parsed.GetValue(delay),
                ["pods"] = new JsonArray([.. parsed.GetValue(pods)!.Select(pod => JsonValue.Create(pod))]),
            };
            return SendAsync(new ClusterDirectory(parsed.GetValue(directory)!), body, ct);
        });
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
        return await client.PostAsync("/local-cluster/api-faults", body, ct);
    }
}
