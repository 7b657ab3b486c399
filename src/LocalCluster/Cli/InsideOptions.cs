namespace RedisOperator.LocalCluster.Cli;

/// <summary>What the command outside tells the process inside; the descriptors are inherited.</summary>
/// <param name="WatchedDescriptor">Of the process whose end is the cluster's end; -1: none.</param>
internal sealed record InsideOptions(UpOptions Up, string Server, int ListenDescriptor, int ProgressDescriptor, int WatchedDescriptor)
{
    public IEnumerable<string> ToArguments() =>
    [
        InsideCommand.Name, Server, Up.Directory.Root, Up.Nodes.ToString(),
        ListenDescriptor.ToString(), ProgressDescriptor.ToString(), WatchedDescriptor.ToString(),
        Up.NodeGrace.ToString(), Up.EvictAfter.ToString(), .. Up.Images,
    ];

    public static InsideOptions Parse(string[] args) => new(
        new UpOptions(new ClusterDirectory(args[1]), int.Parse(args[2]), args[8..], WatchedFrom(args) >= 0, int.Parse(args[6]), int.Parse(args[7])),
        args[0], int.Parse(args[3]), int.Parse(args[4]), WatchedFrom(args));

    private static int WatchedFrom(string[] args) => int.Parse(args[5]);
}
