using k8s.Queue;

namespace k8s.Tests.Queue;

/// <summary>Random steps against a model of what must hold. A failure names the seed; put it in the theory to see it again.</summary>
public sealed class WorkQueueModelTests
{
    private const int Keys = 5;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_happens_no_key_is_lost_and_none_is_worked_on_twice(int seed)
    {
        var random = new Random(seed);
        var time = new ManualTime();
        using var queue = new WorkQueue<int>(time, new Random(seed));
        var model = new QueueModel(time, new Random(seed));
        for (var step = 0; step < 300; step++)
        {
            await StepAsync(random, queue, model, time);
            queue.Depth.ShouldBe(model.Ready, $"seed {seed}, step {step}: ready");
            queue.Delayed.ShouldBe(model.Later, $"seed {seed}, step {step}: delayed");
            queue.Processing.ShouldBe(model.Held.Count, $"seed {seed}, step {step}: being worked on");
        }
    }

    private static async Task StepAsync(Random random, WorkQueue<int> queue, QueueModel model, ManualTime time)
    {
        var key = random.Next(Keys);
        switch (random.Next(7))
        {
            case 0:
                queue.Add(key);
                model.Add(key);
                break;
            case 1:
                var delay = TimeSpan.FromMilliseconds(random.Next(500));
                queue.AddAfter(key, delay);
                model.AddAfter(key, delay);
                break;
            case 2:
                queue.AddRateLimited(key);
                model.AddRateLimited(key);
                break;
            case 3:
                queue.Forget(key);
                model.Forget(key);
                break;
            case 4 when model.Held.Count > 0:
                var done = model.Held.ElementAt(random.Next(model.Held.Count));
                model.Held.Remove(done);
                queue.Done(done);
                break;
            case 5:
                time.Advance(TimeSpan.FromMilliseconds(random.Next(200)));
                model.TimeHasPassed();
                break;
            default:
                if (queue.Depth > 0)
                {
                    model.Taken(await queue.TakeAsync(TestContext.Current.CancellationToken)).ShouldBeTrue("not wanted, or held by another worker");
                }

                break;
        }
    }

    [Fact]
    public async Task Many_threads_adding_and_many_workers_taking_lose_nothing()
    {
        using var queue = new WorkQueue<int>(TimeProvider.System, new Random(1));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var wanted = new int[Keys];
        var seen = new int[Keys];
        var inside = new int[Keys];
        var doubled = 0;
        var workers = Enumerable.Range(0, 4).Select(_ => Task.Run(Work)).ToList();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(() => Ask(new Random(n)))));

        await Eventually.BecomesTrue(() => Enumerable.Range(0, Keys).All(key => Volatile.Read(ref seen[key]) == Volatile.Read(ref wanted[key])), "each key's last wish is seen by a pass");
        await stop.CancelAsync();
        await Task.WhenAll(workers);
        doubled.ShouldBe(0);

        async Task Work()
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    var key = await queue.TakeAsync(stop.Token);
                    if (Interlocked.Increment(ref inside[key]) != 1)
                    {
                        Interlocked.Increment(ref doubled);
                    }

                    Volatile.Write(ref seen[key], Volatile.Read(ref wanted[key]));
                    await Task.Yield();
                    Interlocked.Decrement(ref inside[key]);
                    queue.Done(key);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }

        async Task Ask(Random random)
        {
            for (var n = 0; n < 5_000; n++)
            {
                var key = random.Next(Keys);
                Interlocked.Increment(ref wanted[key]);
                if (n % 7 == 0)
                {
                    queue.AddAfter(key, TimeSpan.FromMilliseconds(random.Next(3)));
                    await Task.Yield();
                }
                else
                {
                    queue.Add(key);
                }
            }
        }
    }
}
