using System.Text;
using System.Text.Json.Nodes;

namespace RedisOperator.TestSupport.Groups;

/// <summary>
/// One <c>kubectl get rrg NAME -w</c> for as long as it is needed: what a person would leave running beside the work, and
/// much cheaper than asking again and again, which on a small machine would slow down what is being measured.
/// </summary>
public sealed class GroupWatch : IAsyncDisposable
{
    private readonly RunningProcess _kubectl;
    private readonly StringBuilder _document = new();
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private GroupStatus? _latest;
    private DateTimeOffset _seenAt;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public GroupWatch(Kubectl kubectl, string name, TimeProvider time)
    {
        _time = time;
        Name = name;
        _kubectl = RunningProcess.Start(kubectl.Command("get", "redisreplicationgroup", name, "--watch", "-o", "json"), Read);
    }

    public string Name { get; }

    public GroupStatus? Latest => Snapshot().Status;

    /// <summary>The first status from now on, the present one included, that satisfies; and when it was seen.</summary>
    /// <exception cref="TimeoutException">None came; the message holds the last one.</exception>
    public async Task<(GroupStatus Status, DateTimeOffset At)> WaitAsync(
        string what, TimeSpan within, Func<GroupStatus, bool> satisfied, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(within);
        try
        {
            while (true)
            {
                var (status, at, changed) = Snapshot();
                if (status is not null && satisfied(status))
                {
                    return (status, at);
                }

                if (await Task.WhenAny(changed, _kubectl.Completion).WaitAsync(bounded.Token) == _kubectl.Completion)
                {
                    throw new InvalidOperationException($"The watch of {Name} ended.\n{await _kubectl.Completion}");
                }
            }
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Not within {within.TotalSeconds:0} s: {what}. Last seen:\n{Latest?.ToString() ?? "nothing"}", e);
        }
    }

    public ValueTask DisposeAsync() => _kubectl.DisposeAsync();

    private (GroupStatus? Status, DateTimeOffset At, Task Changed) Snapshot()
    {
        lock (_gate)
        {
            return (_latest, _seenAt, _changed.Task);
        }
    }

    // kubectl prints each state as an indented document; a brace alone in the first column ends it.
    private void Read(string line)
    {
        _document.AppendLine(line);
        if (line != "}")
        {
            return;
        }

        var status = new GroupStatus(JsonNode.Parse(_document.ToString())!);
        _document.Clear();
        lock (_gate)
        {
            _latest = status;
            _seenAt = _time.GetUtcNow();
            _changed.SetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
