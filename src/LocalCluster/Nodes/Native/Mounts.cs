using System.Runtime.InteropServices;

namespace RedisOperator.LocalCluster.Nodes.Native;

/// <summary>mount(2) in the few shapes a container's root needs. All act on the calling thread's mount namespace.</summary>
internal static partial class Mounts
{
    private const int DetachLazily = 2;
    private const int Busy = 16;
    private const int MostAttempts = 200;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(5);
    private const ulong ReadOnly = 1;
    private const ulong NoSetUserId = 2;
    private const ulong NoExecute = 8;
    private const ulong Remount = 0x20;
    private const ulong Bind = 0x1000;
    private const ulong Recursive = 0x4000;
    private const ulong Private = 1 << 18;

    // statvfs and mount number these flags alike: read-only, nosuid, nodev, noexec, noatime, nodiratime; relatime differs.
    private const ulong SameFlags = 0b1111 | 0x400 | 0x800;
    private const ulong StatRelativeTime = 0x1000;
    private const ulong MountRelativeTime = 1 << 21;

    /// <summary>What is mounted from now on stays in this namespace.</summary>
    public static void MakePrivate(string path) => Mount(null, path, null, Recursive | Private, null);

    public static void Tmpfs(string path, string options) => Mount("tmpfs", path, "tmpfs", 0, options);

    /// <summary>Pseudo terminals that nobody else sees.</summary>
    public static void Terminals(string path) => Mount("devpts", path, "devpts", NoSetUserId | NoExecute, "newinstance,ptmxmode=0666,mode=0620");

    public static void BindRecursive(string source, string target) => Mount(source, target, null, Bind | Recursive, null);

    public static void BindOnly(string source, string target) => Mount(source, target, null, Bind, null);

    /// <summary>
    /// Makes a bind mount read-only. Flags the source already had are repeated: in a user namespace they are locked,
    /// and a remount without them is refused.
    /// </summary>
    public static void MakeReadOnly(string target)
    {
        // A file that was written a moment ago is still open in a child that another thread has just forked and that has not got to its exec: the kernel
        // says EBUSY until then.
        using var pause = new ManualResetEventSlim();
        for (var attempt = 0; attempt < MostAttempts && mount(null, target, null, Remount | Bind | ReadOnly | FlagsOf(target), null) != 0; attempt++)
        {
            if (Marshal.GetLastPInvokeError() != Busy)
            {
                break;
            }
            pause.Wait(BetweenAttempts);
        }
        Mount(null, target, null, Remount | Bind | ReadOnly | FlagsOf(target), null);
    }

    /// <summary>Takes a mount away now; the kernel lets go of it when its last user does.</summary>
    public static void Detach(string target) => Linux.Check(umount2(target, DetachLazily), "umount", target);

    private static ulong FlagsOf(string path)
    {
        var stat = default(Statistics);
        Linux.Check(statvfs(path, ref stat), "statvfs", path);
        return (stat.Flags & SameFlags) | ((stat.Flags & StatRelativeTime) != 0 ? MountRelativeTime : 0);
    }

    private static void Mount(string? source, string target, string? type, ulong flags, string? data) =>
        Linux.Check(mount(source, target, type, flags, data), "mount", $"{source ?? type ?? "-"} on {target}");

    [StructLayout(LayoutKind.Sequential)]
    private struct Statistics
    {
        public ulong BlockSize, FragmentSize, Blocks, FreeBlocks, AvailableBlocks, Files, FreeFiles, AvailableFiles, Id;
        public ulong Flags, NameLength;
        public ulong Spare0, Spare1, Spare2;
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mount(string? source, string target, string? type, ulong flags, string? data);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int umount2(string target, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statvfs(string path, ref Statistics buffer);
}
