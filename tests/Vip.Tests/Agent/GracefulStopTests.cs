namespace RedisOperator.Vip.Tests.Agent;

public sealed class GracefulStopTests : IDisposable
{
    private readonly CancellationTokenSource _asked = new();

    public void Dispose() => _asked.Dispose();

    [Fact]
    public void Nobody_stops_who_was_not_asked()
    {
        using var stop = new GracefulStop(TimeSpan.Zero, TimeProvider.System, _asked.Token);

        (stop.IsAsked, stop.IsOver(holds: true), stop.IsOver(holds: false)).ShouldBe((false, false, false));
    }

    [Fact]
    public async Task Without_a_time_it_stops_at_once()
    {
        using var stop = new GracefulStop(TimeSpan.Zero, TimeProvider.System, _asked.Token);

        await _asked.CancelAsync();

        (stop.IsOver(holds: true), stop.Token.IsCancellationRequested).ShouldBe((true, true));
    }

    [Fact]
    public async Task One_that_holds_the_address_has_the_time_and_one_that_does_not_has_none()
    {
        using var stop = new GracefulStop(TimeSpan.FromSeconds(1), TimeProvider.System, _asked.Token);
        var pausing = stop.Wakes;

        await _asked.CancelAsync();

        pausing.IsCancellationRequested.ShouldBeTrue("it wakes");
        (stop.IsAsked, stop.IsOver(holds: true), stop.IsOver(holds: false), stop.Token.IsCancellationRequested).ShouldBe((true, false, true, false));
        await Should.ThrowAsync<OperationCanceledException>(() => Task.Delay(TimeSpan.FromSeconds(30), stop.Token));
        stop.IsOver(holds: true).ShouldBeTrue("the time is over");
    }

    [Fact]
    public async Task One_that_is_asked_before_it_begins_stops_too()
    {
        await _asked.CancelAsync();
        using var stop = new GracefulStop(TimeSpan.Zero, TimeProvider.System, _asked.Token);

        stop.IsOver(holds: true).ShouldBeTrue();
    }
}
