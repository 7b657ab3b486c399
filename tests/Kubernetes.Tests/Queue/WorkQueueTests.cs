using k8s.Queue;

namespace k8s.Tests.Queue;

public sealed class WorkQueueTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly WorkQueue<string> _queue;

    public WorkQueueTests() => _queue = new WorkQueue<string>(_time, new Random(1), new WorkQueueOptions
    {
        MinBackoff = TimeSpan.FromSeconds(1),
        MaxBackoff = TimeSpan.FromSeconds(8),
    });

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task A_key_added_twice_is_handed_out_once()
    {
        _queue.Add("a");
        _queue.Add("a");
        (await Take()).ShouldBe("a");
        _queue.Depth.ShouldBe(0);
    }

    [Fact]
    public async Task Keys_come_in_the_order_they_were_added()
    {
        _queue.Add("a");
        _queue.Add("b");
        _queue.Add("a");
        (await Take()).ShouldBe("a");
        (await Take()).ShouldBe("b");
    }

    [Fact]
    public async Task A_key_being_worked_on_waits_until_it_is_done_and_then_comes_again_once()
    {
        _queue.Add("a");
        await Take();
        _queue.Add("a");
        _queue.Add("a");
        _queue.Depth.ShouldBe(0);

        _queue.Done("a");
        _queue.Depth.ShouldBe(1);
        await Take();
        _queue.Done("a");
        _queue.Depth.ShouldBe(0);
    }

    [Fact]
    public void A_delayed_key_comes_when_its_time_has_come_and_not_before()
    {
        _queue.AddAfter("a", TimeSpan.FromSeconds(5));
        _time.Advance(TimeSpan.FromSeconds(4.9));
        _queue.Depth.ShouldBe(0);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        _queue.Depth.ShouldBe(1);
        _queue.Delayed.ShouldBe(0);
    }

    [Theory]
    [InlineData(5, 2)]
    [InlineData(2, 5)]
    public async Task Of_two_delays_of_a_key_the_earlier_one_counts_and_only_it(int first, int second)
    {
        _queue.AddAfter("a", TimeSpan.FromSeconds(first));
        _queue.AddAfter("a", TimeSpan.FromSeconds(second));
        _time.Advance(TimeSpan.FromSeconds(2));
        await Take();
        _queue.Done("a");
        _time.Advance(TimeSpan.FromSeconds(10));
        _queue.Depth.ShouldBe(0);
    }

    [Fact]
    public async Task A_key_whose_time_comes_while_it_is_worked_on_comes_after_it_is_done()
    {
        _queue.Add("a");
        await Take();
        _queue.AddAfter("a", TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(2));
        _queue.Depth.ShouldBe(0);
        _queue.Done("a");
        _queue.Depth.ShouldBe(1);
    }

    [Fact]
    public void A_delay_of_nothing_or_less_is_now_and_an_endless_one_is_accepted()
    {
        _queue.AddAfter("a", TimeSpan.Zero);
        _queue.AddAfter("b", TimeSpan.FromSeconds(-1));
        _queue.AddAfter("c", TimeSpan.MaxValue);
        _queue.Depth.ShouldBe(2);
        _queue.Delayed.ShouldBe(1);
    }

    [Fact]
    public void The_rest_after_failures_doubles_up_to_a_limit_and_never_gives_up()
    {
        foreach (var limit in new[] { 1, 2, 4, 8, 8, 8, 8, 8, 8, 8 })
        {
            RestAfterFailure().TotalSeconds.ShouldBeInRange(limit * 0.79, limit);
        }
    }

    [Fact]
    public void A_key_that_did_well_rests_shortly_again()
    {
        RestAfterFailure();
        RestAfterFailure();
        _queue.Forget("a");
        RestAfterFailure().TotalSeconds.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task A_cancelled_wait_takes_no_key()
    {
        using var cancel = new CancellationTokenSource();
        var waiting = _queue.TakeAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);
        _queue.Add("a");
        (await Take()).ShouldBe("a");
    }

    [Fact]
    public async Task A_waiting_worker_gets_the_key_that_is_added_later()
    {
        var waiting = _queue.TakeAsync(TestContext.Current.CancellationToken).AsTask();
        _queue.Add("a");
        (await Eventually.Within(waiting)).ShouldBe("a");
    }

    private TimeSpan RestAfterFailure()
    {
        _queue.AddRateLimited("a");
        var rest = TimeSpan.Zero;
        var step = TimeSpan.FromMilliseconds(10);
        while (_queue.Depth == 0)
        {
            _time.Advance(step);
            rest += step;
        }

        _queue.TakeAsync(TestContext.Current.CancellationToken).AsTask().IsCompletedSuccessfully.ShouldBeTrue();
        _queue.Done("a");
        return rest;
    }

    private async Task<string> Take() => await Eventually.Within(_queue.TakeAsync(TestContext.Current.CancellationToken).AsTask());
}
