using System.Diagnostics;

namespace RedisOperator.LocalCluster.Nodes.Containers;

/// <param name="Terminal">The master descriptor, when the container has a terminal.</param>
internal sealed record StartedContainer(Process Process, int? Terminal);
