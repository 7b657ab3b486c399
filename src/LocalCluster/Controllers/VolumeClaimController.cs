using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>
/// Binds every PersistentVolumeClaim to a volume of its own as soon as it is there; the volume goes with the claim.
/// The directory behind it is made by the node that first mounts it.
/// </summary>
internal sealed class VolumeClaimController(Registry registry, TimeProvider time, ILogger logger, Action<string> removeDirectory)
    : Controller(registry, time, logger)
{
    protected override ResourceType Subject => KnownTypes.PersistentVolumeClaims;

    protected override IReadOnlyList<ResourceType> AlsoWatched => [KnownTypes.PersistentVolumes];

    public static string VolumeName(string claimUid) => "pvc-" + claimUid;

    protected override IEnumerable<Key> Affected(Change change) =>
        [new Key(change.Event.Object.Text("spec", "claimRef", "namespace") ?? "", change.Event.Object.Text("spec", "claimRef", "name") ?? "")];

    protected override TimeSpan? Reconcile(Key key)
    {
        var claimKey = KnownTypes.PersistentVolumeClaims.Key(key.Namespace, key.Name);
        var claim = Registry.Get(claimKey);
        foreach (var volume in Registry.List(KnownTypes.PersistentVolumes).Items.Where(volume => BelongsTo(volume, key) && volume.Name() != NameFor(claim)))
        {
            Registry.Delete(KnownTypes.PersistentVolumes.Key(null, volume.Name()));
            removeDirectory(volume.Name());
        }

        if (claim is not null && !claim.IsDeleting())
        {
            Bind(claimKey, claim);
        }

        return null;
    }

    private static string? NameFor(JsonObject? claim) => claim is null ? null : VolumeName(claim.Uid());

    private static bool BelongsTo(JsonObject volume, Key claim) =>
        volume.Text("spec", "claimRef", "namespace") == claim.Namespace && volume.Text("spec", "claimRef", "name") == claim.Name;

    private void Bind(ObjectKey key, JsonObject claim)
    {
        var name = VolumeName(claim.Uid());
        var capacity = new JsonObject { ["storage"] = claim.Text("spec", "resources", "requests", "storage") ?? "1Gi" };
        if (Registry.Get(KnownTypes.PersistentVolumes.Key(null, name)) is null)
        {
            Registry.Create(KnownTypes.PersistentVolumes, null, Volume(claim, name, capacity));
            Registry.UpdateStatus(KnownTypes.PersistentVolumes.Key(null, name), copy =>
            {
                copy["status"] = new JsonObject { ["phase"] = "Bound" };
                return copy;
            });
        }

        // A directory has room for any size: what is asked for is there at once.
        Registry.Update(KnownTypes.PersistentVolumes.Key(null, name), copy =>
        {
            copy.Spec()!["capacity"] = capacity.DeepClone();
            return copy;
        });

        Registry.Update(key, copy =>
        {
            copy.Spec()!["volumeName"] = name;
            return copy;
        });
        Registry.UpdateStatus(key, copy =>
        {
            copy["status"] = new JsonObject
            {
                ["phase"] = "Bound",
                ["accessModes"] = claim.At("spec", "accessModes")?.DeepClone(),
                ["capacity"] = capacity.DeepClone(),
            };
            return copy;
        });
    }

    private static JsonObject Volume(JsonObject claim, string name, JsonObject capacity) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject
        {
            ["accessModes"] = claim.At("spec", "accessModes")?.DeepClone(),
            ["capacity"] = capacity.DeepClone(),
            ["storageClassName"] = claim.Text("spec", "storageClassName") ?? "local",
            ["persistentVolumeReclaimPolicy"] = "Delete",
            ["volumeMode"] = "Filesystem",
            ["claimRef"] = new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "PersistentVolumeClaim",
                ["namespace"] = claim.Namespace(),
                ["name"] = claim.Name(),
                ["uid"] = claim.Uid(),
            },
        },
    };
}
