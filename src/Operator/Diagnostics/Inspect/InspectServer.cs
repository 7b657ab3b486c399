using System.Net;
using System.Net.Sockets;
using System.Text;
using k8s;
using RedisOperator.Entities.Inspection;

namespace RedisOperator.Operator.Diagnostics.Inspect;

/// <summary>Answers who asks from inside the pod. One after the other, each in bounded time; what goes wrong here never touches the operator's work.</summary>
public sealed partial class InspectServer : IAsyncDisposable
{
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromMilliseconds(50);

    private readonly GroupJournals _journals;
    private readonly string _identity;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private Task _serving = Task.CompletedTask;

    private InspectServer(TcpListener listener, GroupJournals journals, string identity, TimeProvider time, ILogger log)
    {
        _listener = listener;
        _journals = journals;
        _identity = identity;
        _time = time;
        _log = log;
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Listens on 127.0.0.1. A port that is taken is logged, and <c>inspect</c> has no answer then: no reason not to run.</summary>
    /// <param name="port">0 takes a free one</param>
    public static InspectServer Start(int port, GroupJournals journals, string identity, TimeProvider time, ILogger<InspectServer> log)
    {
        var server = new InspectServer(new TcpListener(IPAddress.Loopback, port), journals, identity, time, log);
        try
        {
            server._listener.Start();
            server._serving = Task.Run(server.ServeAsync);
        }
        catch (SocketException e)
        {
            server.LogNotServed(port, e.Message);
        }

        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                using var limit = new CancellationTokenSource(InspectProtocol.Patience, _time);
                using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stopping.Token);
                await AnswerAsync(client.GetStream(), both.Token);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                LogGone(e.Message);
                // Out of file descriptors, say: then asking again at once would only burn the processor.
                await Task.Delay(AfterTrouble, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream, CancellationToken ct)
    {
        var question = await ReadLineAsync(stream, ct);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(InspectionJson.Write(Answer(question)) + "\n"), ct);
    }

    private static async Task<string> ReadLineAsync(NetworkStream stream, CancellationToken ct)
    {
        var buffer = new byte[InspectProtocol.LongestQuestion];
        var filled = 0;
        while (filled < buffer.Length)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(filled), ct);
            filled += read;
            if (read == 0 || buffer.AsSpan(0, filled).Contains((byte)'\n'))
            {
                break;
            }
        }

        return Encoding.UTF8.GetString(buffer, 0, filled).Trim();
    }

    /// <summary>What is said to this question; internal for its test.</summary>
    internal InspectAnswer Answer(string question)
    {
        var answer = new InspectAnswer { Operator = _identity, Version = ProgramVersion.Text };
        if (question == InspectProtocol.AllGroups)
        {
            return answer with { Groups = [.. _journals.Keys.Select(Summary)] };
        }

        if (question.Split('/') is not [{ Length: > 0 } ns, { Length: > 0 } name])
        {
            return answer with { Error = $"'{question}' is no group: write NAMESPACE/GROUP" };
        }

        return _journals.Of(new NamespacedName(ns, name)) is { Last: { } seen } journal
            ? answer with { Group = InspectionBuilder.Build(seen, journal.Entries) }
            : answer with { Error = $"{_identity} has seen no group {ns}/{name}{(_journals.Keys.Count == 0 ? ", nor any other" : "")}" };
    }

    private GroupSummary Summary(NamespacedName key)
    {
        var journal = _journals.Of(key);
        return new GroupSummary(key.Namespace, key.Name, journal?.Last?.Now, journal?.Entries is [.., var last] ? last : null);
    }
}
