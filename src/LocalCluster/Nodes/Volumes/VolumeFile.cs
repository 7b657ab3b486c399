namespace RedisOperator.LocalCluster.Nodes.Volumes;

/// <summary>A file of a volume whose content comes from the API. The path is relative to the volume.</summary>
internal sealed record VolumeFile(string Path, byte[] Content, int Mode);
