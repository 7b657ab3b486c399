using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Tests.Resources;

/// <summary>The files of one pod as the kubelet would mount them, below a directory of their own. Only the mount points differ from the real thing.</summary>
internal sealed class PodDirectory : IDisposable
{
    public const string Password = "Secret123";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("redis-operator-pod-");
    private readonly GroupNames _names;

    public PodDirectory(RedisReplicationGroup group)
    {
        _names = GroupNames.For(group);
        foreach (var (mount, data) in Mounts(group))
        {
            foreach (var (name, text) in data)
            {
                File.WriteAllText(Path.Combine(Directory.CreateDirectory(At(mount)).FullName, name), Relocated(text));
            }
        }

        Directory.CreateDirectory(At(ContainerPaths.Data));
        Directory.CreateDirectory(At(ContainerPaths.Sentinel));
        // What the init container does.
        File.Copy(At($"{ContainerPaths.Group}/{_names.SentinelConfigKey(0)}"), SentinelConfig);
    }

    /// <summary>The redis container's only argument.</summary>
    public string RedisConfig => At($"{ContainerPaths.Group}/{_names.RedisConfigKey(0)}");

    public string SentinelConfig => At(ContainerPaths.SentinelConfig);

    public void Dispose() => _root.Delete(recursive: true);

    private static IEnumerable<(string Mount, IEnumerable<KeyValuePair<string, string>> Files)> Mounts(RedisReplicationGroup group)
    {
        yield return (ContainerPaths.Group, ConfigMapBuilder.Build(group, ["127.0.0.1"], LiveFile.Of(group)).Data!);
        yield return (ContainerPaths.Auth, SecretFiles(SecretBuilder.Build(group, Password)));
    }

    private static IEnumerable<KeyValuePair<string, string>> SecretFiles(V1Secret secret) =>
        secret.Data!.Select(file => KeyValuePair.Create(file.Key, System.Text.Encoding.UTF8.GetString(file.Value)));

    private string At(string path) => _root.FullName + path;

    private string Relocated(string text) =>
        new[] { ContainerPaths.Group, ContainerPaths.Auth, ContainerPaths.Sentinel, ContainerPaths.Data }
            .Aggregate(text, (changed, path) => changed.Replace(" " + path, " " + At(path)));
}
