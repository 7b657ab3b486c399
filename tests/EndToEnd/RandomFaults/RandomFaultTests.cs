namespace RedisOperator.EndToEnd.RandomFaults;

/// <summary>
/// One fault after the other, in an order that nobody chose, and the group is asked to be whole after each. REDIS_OPERATOR_E2E_FAULTS says how many,
/// REDIS_OPERATOR_E2E_SEED plays an order again.
/// </summary>
public sealed class RandomFaultTests(OperatorCluster cluster)
{
    private static readonly TimeSpan Convergence = TimeSpan.FromMinutes(3);
    // Long enough for a fault to show: a group that is still whole because nobody has noticed is not whole again.
    private static readonly TimeSpan Showing = TimeSpan.FromSeconds(1.5);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Faults_in_random_order_leave_nothing_wrong_and_no_confirmed_write_lost()
    {
        var seed = Repeat.Number("REDIS_OPERATOR_E2E_SEED", (int)(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() % 1_000_000));
        var count = Repeat.Number("REDIS_OPERATOR_E2E_FAULTS", 8);
        var done = new List<string> { $"seed {seed}: REDIS_OPERATOR_E2E_SEED={seed} REDIS_OPERATOR_E2E_FAULTS={count} plays it again" };
        Repeat.Say(done[0]);
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        await using var check = await group.CheckAsync(Now);
        var order = new Random(seed);
        for (var number = 1; number <= count; number++)
        {
            var fault = RandomFault.All[order.Next(RandomFault.All.Count)];
            var dice = new Random(order.Next());
            try
            {
                await OnceAsync(group, check, fault, dice, line => Note(done, $"{number,3} {line}"));
            }
            catch (Exception failure) when (failure is TimeoutException or InvalidOperationException or RunFailedException)
            {
                throw new InvalidOperationException($"{string.Join('\n', done)}\nThe group did not come back after this: {failure.Message}", failure);
            }
        }

        var verdict = await check.VerdictAsync(Now);

        verdict.Violations.ShouldBeEmpty($"{string.Join('\n', done)}\n{verdict}");
        verdict.ShouldBeRight();
    }

    private async Task OnceAsync(TestGroup group, GroupCheck check, RandomFault fault, Random dice, Action<string> note)
    {
        var pods = (await group.Group.PodsAsync(Now)).Where(pod => pod.Role.Length > 0).ToArray();
        var began = TimeProvider.System.GetUtcNow();
        note($"{began:HH:mm:ss.fff} {fault.Name} …");
        var to = await fault.DoAsync(new FaultTarget(cluster, group, check, dice, pods));
        await Task.Delay(Showing, Now);
        var status = await group.SettledAsync(Convergence, Now);
        note($"{began:HH:mm:ss.fff} {fault.Name}: {to}; {status.Master} is master, whole {(TimeProvider.System.GetUtcNow() - began).TotalSeconds:0.0} s later");
    }

    private static void Note(List<string> done, string line)
    {
        done.RemoveAll(earlier => earlier.EndsWith('…'));
        done.Add(line);
        Repeat.Say(line);
    }
}
