using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using RedisOperator.Entities.Inspection;

namespace RedisOperator.Operator.Diagnostics.Inspect;

/// <summary><c>redis-operator inspect</c>: asks the operator process of the same pod what it sees.</summary>
public static class InspectCommand
{
    private const string Json = "json";
    private const string Text = "text";

    public static Command Create()
    {
        var group = new Argument<string?>("NAMESPACE/GROUP") { Description = "The group; without one, all groups with their last decision, a line each.", Arity = ArgumentArity.ZeroOrOne };
        var output = new Option<string>("--output", "-o") { Description = "text or json.", DefaultValueFactory = _ => Text };
        output.AcceptOnlyFromAmong(Text, Json);
        var port = new Option<int>("--inspect-port") { Description = "Where the operator listens on 127.0.0.1.", DefaultValueFactory = _ => InspectProtocol.DefaultPort };
        var command = new Command("inspect", "Shows what the operator of this pod last saw of a group, and its last decisions. 'kubectl redisgroup status' and 'why' ask the leading one.") { group, output, port };
        command.SetAction((parsed, ct) => RunAsync(
            parsed.GetValue(group),
            parsed.GetValue(output) == Json,
            parsed.GetValue(port),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            ct));
        return command;
    }

    internal static async Task<int> RunAsync(string? group, bool json, int port, TextWriter output, TextWriter error, CancellationToken ct)
    {
        InspectAnswer answer;
        try
        {
            answer = InspectionJson.Read(await AskAsync(group ?? InspectProtocol.AllGroups, port, ct));
        }
        catch (Exception e) when (e is SocketException or IOException or JsonException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            await error.WriteLineAsync($"No operator answers at 127.0.0.1:{port} ({e.Message}). This asks the operator of the same pod; from outside:\n"
                + "  kubectl exec -n redis-operator-system deploy/redis-operator -- redis-operator inspect");
            return 1;
        }

        if (json)
        {
            await output.WriteLineAsync(InspectionJson.Write(answer));
        }
        else if (answer.Error is null)
        {
            await output.WriteAsync(Show(answer, TimeProvider.System.GetUtcNow()));
        }

        if (answer.Error is { } wrong)
        {
            await error.WriteLineAsync(wrong);
        }

        return answer.Error is null ? 0 : 1;
    }

    private static string Show(InspectAnswer answer, DateTimeOffset now) => answer.Group is { } group
        ? $"{group.Namespace}/{group.Name}, seen by {answer.Operator} ({(group.Leads ? "leads" : "stands by")}) {Ages.Text(now - group.ObservedAt)} ago\n"
          + $"VIP: {InspectionText.Vip(group.Vip)}\n\n{InspectionText.Pods(group)}\n{InspectionText.Sentinels(group)}\n{InspectionText.Decisions(group.Decisions, now)}"
        : InspectionText.Summaries(answer.Groups ?? [], now);

    private static async Task<string> AskAsync(string question, int port, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(InspectProtocol.Patience, TimeProvider.System);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, both.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(question + "\n"), both.Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(both.Token);
    }
}
