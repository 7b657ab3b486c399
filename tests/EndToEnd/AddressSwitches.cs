namespace RedisOperator.EndToEnd;

/// <summary>Switchovers, one after the other, under a client on a host beside the nodes that writes a thousand times a second: no acknowledged write is lost, and the host's neighbour entry follows.</summary>
internal static class AddressSwitches
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="client">IP:PORT, as the client has it</param>
    /// <param name="hardwareOf">the hardware address of the node of a pod</param>
    public static async Task RunAsync(OperatorCluster cluster, TestGroup group, string client, Func<string, Task<string>> hardwareOf, CancellationToken cancellationToken)
    {
        await using var neighbours = NeighbourWatch.Start(cluster.Cluster);
        await using var check = await group.CheckAsync(cancellationToken, rate: 1000, address: client);
        var (followed, switches) = (new List<double>(), new List<Span>());
        for (var round = 1; round <= Repeat.Times; round++)
        {
            var master = await group.MasterAsync(cancellationToken);
            var before = await hardwareOf(master);
            var began = TimeProvider.System.GetUtcNow();

            var answer = await group.SwitchOverAsync("any", cancellationToken);

            switches.Add(new Span(began, TimeProvider.System.GetUtcNow()));
            answer.Outcome.ShouldBe("Completed", answer.ToString());
            var hardware = await hardwareOf((await group.WholeWithoutAsync(master, cancellationToken)).Master!);
            hardware.ShouldNotBe(before);
            var at = await neighbours.FollowedAsync(client.Split(':')[0], hardware, began, Patience, cancellationToken);
            followed.Add((at.ShouldNotBeNull() - answer.CompletedAt!.Value).TotalMilliseconds);
        }

        var verdict = await check.VerdictAsync(cancellationToken);

        Repeat.Say("from the routing write to the client's neighbour entry", followed);
        Repeat.Say("write gap of the client that waited longest", switches.Select(verdict.LongestGapMs));
        verdict.ShouldBeFlawless();
    }
}
