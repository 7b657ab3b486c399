using Microsoft.Extensions.Logging;
using RedisOperator.LocalCluster.Controllers;
using RedisOperator.LocalCluster.Nodes.Containers;
using RedisOperator.LocalCluster.Nodes.Images;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Nodes;

/// <summary>What all nodes share.</summary>
/// <param name="State">Directory of volumes and claims, which ends with the cluster.</param>
/// <param name="Logs">Directory of the containers' logs, which stays.</param>
/// <param name="Rootless">User and group ids cannot be changed.</param>
internal sealed record NodeServices(
    Registry Registry, Launcher Launcher, ImageCatalog Images, ObjectEvents Events, TimeProvider Time, ILogger Logger, string State, string Logs, bool Rootless)
{
    public string Claims => Path.Combine(State, "claims");
}
