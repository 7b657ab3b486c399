using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Controllers;
using RedisOperator.LocalCluster.Nodes.Containers;
using RedisOperator.LocalCluster.Nodes.Native;
using RedisOperator.LocalCluster.Nodes.Pods;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Nodes.Volumes;

/// <summary>A pod's volumes as directories of the node. Those of claims survive the pod, the others go with it.</summary>
internal sealed class PodVolumes(Registry registry, JsonObject pod, string directory, string claims, VolumeContent content, int? group, TimeProvider time)
{
    private const string TokenMount = "/var/run/secrets/kubernetes.io/serviceaccount";
    private const string TokenVolume = "kube-api-access";
    private readonly Lock _lock = new();
    private long _version;
    private bool _removed;

    private IEnumerable<JsonObject> Volumes => pod.Items("spec", "volumes").Append(ImplicitToken());

    /// <summary>Makes what is missing and refreshes what comes from the API.</summary>
    /// <exception cref="ContainerConfigException">Something is not there yet.</exception>
    public void Prepare()
    {
        lock (_lock)
        {
            if (_removed)
            {
                return;
            }

            foreach (var volume in Volumes)
            {
                Prepare(volume);
            }
        }
    }

    public List<BindMount> MountsOf(JsonObject container)
    {
        var mounts = container.Items("volumeMounts").Select(Mount).ToList();
        if (pod.Flag("spec", "automountServiceAccountToken") != false && mounts.TrueForAll(mount => mount.Target != TokenMount))
        {
            mounts.Add(new BindMount(DirectoryOf(TokenVolume), TokenMount, true));
        }

        return mounts;
    }

    /// <summary>Whoever refreshes them at the same time waits, and finds that there is nothing to refresh.</summary>
    public void Remove()
    {
        lock (_lock)
        {
            _removed = true;
            if (Directory.Exists(directory))
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }

    private static JsonObject ImplicitToken() => new()
    {
        ["name"] = TokenVolume,
        ["projected"] = new JsonObject
        {
            ["sources"] = new JsonArray(
                new JsonObject { ["serviceAccountToken"] = new JsonObject { ["path"] = "token" } },
                new JsonObject { ["configMap"] = new JsonObject { ["name"] = NamespaceController.AuthorityConfigMap } },
                new JsonObject
                {
                    ["downwardAPI"] = new JsonObject
                    {
                        ["items"] = new JsonArray(new JsonObject
                        {
                            ["path"] = "namespace",
                            ["fieldRef"] = new JsonObject { ["fieldPath"] = "metadata.namespace" },
                        }),
                    },
                }),
        },
    };

    private string DirectoryOf(string volume) => Path.Combine(directory, volume);

    private void Prepare(JsonObject volume)
    {
        if (content.Of(volume) is { } files)
        {
            AtomicDirectory.Write(DirectoryOf(volume.Text("name")!), files, group, $"{time.GetUtcNow():yyyy_MM_dd_HH_mm_ss}.{_version++}");
        }
        else if (volume["persistentVolumeClaim"] is JsonObject claim)
        {
            Share(ClaimDirectory(claim.Text("claimName") ?? ""), 0b111_111_101);
        }
        else if (volume["emptyDir"] is not null)
        {
            Share(DirectoryOf(volume.Text("name")!), 0b111_111_111);
        }
        else
        {
            throw new ContainerConfigException($"volume {volume.Text("name")}: this kind of volume is not supported");
        }
    }

    private string ClaimDirectory(string name)
    {
        var claim = registry.Get(KnownTypes.PersistentVolumeClaims.Key(pod.Namespace(), name))
            ?? throw new ContainerConfigException($"persistentvolumeclaim \"{name}\" not found");
        return Path.Combine(claims, VolumeClaimController.VolumeName(claim.Uid()));
    }

    /// <summary>A new directory that the pod's group may write to. What a former pod left there is of the same group already.</summary>
    private void Share(string path, int mode)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(path);
        if (group is { } id)
        {
            Linux.ChangeOwner(path, -1, id);
        }

        File.SetUnixFileMode(path, (UnixFileMode)(group is null ? 0b111_111_111 : mode | 0b010_000_000_000));
    }

    private BindMount Mount(JsonObject mount)
    {
        var name = mount.Text("name") ?? "";
        var volume = pod.Items("spec", "volumes").FirstOrDefault(candidate => candidate.Text("name") == name)
            ?? throw new ContainerConfigException($"there is no volume {name}");
        var source = volume.Text("persistentVolumeClaim", "claimName") is { } claim ? ClaimDirectory(claim) : DirectoryOf(name);
        if (mount.Text("subPath") is { Length: > 0 } subPath)
        {
            source = Path.GetFullPath(Path.Combine(source, subPath));
            if (!File.Exists(source))
            {
                Directory.CreateDirectory(source);
            }

            source = new FileInfo(source).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? source;
        }

        var readOnly = mount.Flag("readOnly") == true || (volume["emptyDir"] is null && volume["persistentVolumeClaim"] is null);
        return new BindMount(source, mount.Text("mountPath") ?? "/", readOnly);
    }
}
