using System.Collections.Concurrent;
using k8s.Controllers;
using k8s.Queue;
using Microsoft.Extensions.Logging.Abstractions;

namespace k8s.Tests.Controllers;

public sealed class ControllerTests : IAsyncLifetime
{
    private static readonly NamespacedName Key = new("default", "cache");
    private readonly ManualTime _time = new();
    private readonly WorkQueue<NamespacedName> _queue;
    private readonly ControllerMetrics _metrics = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private int _passes;

    public ControllerTests() => _queue = new WorkQueue<NamespacedName>(_time, new Random(1));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Eventually.Within(_running);
        _queue.Dispose();
        _metrics.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task A_finished_key_rests_until_it_is_added_again()
    {
        Run(_ => PassResult.Finished);
        _queue.Add(Key);
        await Passes(1);
        _time.Advance(TimeSpan.FromHours(1));
        _queue.Add(Key);
        await Passes(2);
        _queue.Delayed.ShouldBe(0);
    }

    [Fact]
    public async Task A_key_that_asks_for_it_comes_again_after_its_time()
    {
        Run(pass => pass == 1 ? PassResult.After(TimeSpan.FromSeconds(2)) : PassResult.Finished);
        _queue.Add(Key);
        await Passes(1);
        await Eventually.BecomesTrue(() => _queue.Delayed == 1, "it waits");
        _time.Advance(TimeSpan.FromSeconds(2));
        await Passes(2);
    }

    [Fact]
    public async Task A_failing_key_is_tried_for_ever_whether_it_says_so_or_throws()
    {
        Run(pass => pass % 2 == 0 ? PassResult.Error("no") : throw new InvalidOperationException("no"));
        _queue.Add(Key);
        for (var pass = 1; pass <= 20; pass++)
        {
            await Passes(pass);
            await Eventually.BecomesTrue(() => _queue.Delayed == 1, "it waits");
            _time.Advance(TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public async Task A_failure_may_say_when_to_try_again()
    {
        Run(_ => PassResult.Error("no", null, TimeSpan.FromMinutes(5)));
        _queue.Add(Key);
        await Passes(1);
        await Eventually.BecomesTrue(() => _queue.Delayed == 1, "it waits");
        _time.Advance(TimeSpan.FromMinutes(4));
        _passes.ShouldBe(1);
        _time.Advance(TimeSpan.FromMinutes(1));
        await Passes(2);
    }

    [Fact]
    public async Task Different_keys_are_worked_on_at_once_and_one_key_never_twice()
    {
        var inside = new ConcurrentDictionary<NamespacedName, int>();
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Run(
            async (key, ct) =>
            {
                inside.AddOrUpdate(key, 1, (_, n) => n + 1).ShouldBe(1);
                if (inside.Count == 2)
                {
                    both.TrySetResult();
                }

                await both.Task.WaitAsync(ct);
                return PassResult.Finished;
            },
            workers: 3);
        _queue.Add(Key);
        _queue.Add(new NamespacedName("default", "other"));
        await Eventually.Within(both.Task);
    }

    private void Run(Func<int, PassResult> result) =>
        Run(
            async (_, _) =>
            {
                await Task.Yield();
                return result(Interlocked.Increment(ref _passes));
            },
            workers: 1);

    private void Run(Func<NamespacedName, CancellationToken, Task<PassResult>> pass, int workers) =>
        _running = new Controller("test", _queue, workers, pass, _metrics, _time, NullLoggerFactory.Instance).RunAsync(_stop.Token);

    private Task Passes(int count) => Eventually.BecomesTrue(() => Volatile.Read(ref _passes) >= count, $"pass {count}");
}
