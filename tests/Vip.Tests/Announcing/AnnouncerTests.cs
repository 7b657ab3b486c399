using System.Collections.Concurrent;

namespace RedisOperator.Vip.Tests.Announcing;

public sealed class AnnouncerTests
{
    private readonly ConcurrentQueue<string> _sent = new();
    private bool _ours = true;

    [Fact]
    public async Task The_first_goes_at_once_and_the_rest_in_the_background_in_both_forms()
    {
        var announcer = Announcer(3);

        announcer.Begin(TestContext.Current.CancellationToken);
        _sent.ShouldBe(["answer"]);
        await announcer.EndedAsync();

        _sent.ShouldBe(["answer", "request", "answer"]);
        announcer.Sent.ShouldBe(3);
    }

    [Fact]
    public async Task Nothing_is_announced_any_more_once_the_address_does_not_belong_here()
    {
        var announcer = Announcer(3);
        announcer.Begin(TestContext.Current.CancellationToken);
        _ours = false;
        await announcer.EndedAsync();
        _sent.ShouldBe(["answer"]);

        _ours = true;
        announcer.Begin(TestContext.Current.CancellationToken);
        announcer.Stop();
        await announcer.EndedAsync();
        _sent.ShouldBe(["answer", "answer"]);
    }

    [Fact]
    public async Task A_failed_announcement_is_reported_and_the_next_one_is_tried()
    {
        var failures = new ConcurrentQueue<string>();
        var announcer = new Announcer(2, (_, _) => Task.FromResult<string?>("arping: no such device"), () => true, failures.Enqueue, TimeProvider.System);

        announcer.Begin(TestContext.Current.CancellationToken);
        await announcer.EndedAsync();

        failures.ShouldBe(["arping: no such device", "arping: no such device"]);
        announcer.Sent.ShouldBe(0);
    }

    private Announcer Announcer(int count) => new(
        count,
        (asRequest, _) =>
        {
            _sent.Enqueue(asRequest ? "request" : "answer");
            return Task.FromResult<string?>(null);
        },
        () => _ours,
        why => throw new InvalidOperationException(why),
        TimeProvider.System);
}
