using System.ComponentModel;
using System.Runtime.InteropServices;

namespace RedisOperator.LocalCluster.Nodes.Native;

/// <summary>The system calls the BCL does not have. Each throws <see cref="Win32Exception"/> naming the call and its object.</summary>
internal static partial class Linux
{
    public const int NewNamespaceMount = 0x00020000;
    public const int NewNamespaceUts = 0x04000000;
    public const int NewNamespaceIpc = 0x08000000;
    public const int NewNamespacePid = 0x20000000;
    public const int NewNamespaceNet = 0x40000000;
    public const int CloneFilesystem = 0x00000200;

    public const int SignalKill = 9;
    public const int SignalTerm = 15;
    public const int SignalContinue = 18;
    public const int SignalStop = 19;

    private const int NoSuchProcess = 3;
    private const int SetFileDescriptorFlags = 2;
    private const short PollIn = 1;
    private const int Interrupted = 4;

    public static void Unshare(int flags) => Check(unshare(flags), "unshare", $"0x{flags:x}");

    /// <summary>Moves the calling thread (only) into the namespace behind <paramref name="path"/>.</summary>
    public static void EnterNamespace(string path, int type)
    {
        using var handle = File.OpenHandle(path);
        Check(setns(handle.DangerousGetHandle().ToInt32(), type), "setns", path);
    }

    public static void SetHostName(string name) => Check(sethostname(name, name.Length), "sethostname", name);

    public static void ChangeDirectory(string path) => Check(chdir(path), "chdir", path);

    public static void ChangeOwner(string path, int user, int group) => Check(lchown(path, user, group), "chown", path);

    /// <summary>Replaces <paramref name="to"/> in one moment, also where either is a link.</summary>
    public static void Rename(string from, string to) => Check(rename(from, to), "rename", to);

    public static void PivotRoot(string newRoot, string putOld) => Check((int)pivot_root(PivotRootNumber, newRoot, putOld), "pivot_root", newRoot);

    /// <summary>False when there is no such process any more.</summary>
    public static bool Kill(int pid, int signal)
    {
        if (kill(pid, signal) == 0)
        {
            return true;
        }

        var error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess ? false : throw Failure("kill", pid.ToString(), error);
    }

    public static uint UserId() => geteuid();

    /// <summary>Lets the descriptor survive the next exec.</summary>
    public static void Inherit(int descriptor) => Check(fcntl(descriptor, SetFileDescriptorFlags, 0), "fcntl", descriptor.ToString());

    /// <summary>A descriptor that becomes readable when the process ends; -1 when there is no such process.</summary>
    public static int OpenProcess(int pid)
    {
        var descriptor = (int)pidfd_open(PidfdOpenNumber, pid, 0);
        if (descriptor < 0 && Marshal.GetLastPInvokeError() != NoSuchProcess)
        {
            throw Failure("pidfd_open", pid.ToString(), Marshal.GetLastPInvokeError());
        }

        return descriptor;
    }

    /// <summary>Blocks the calling thread until the descriptor is readable; false after the time-out (-1: none).</summary>
    public static bool WaitReadable(int descriptor, int timeoutMilliseconds)
    {
        var poll = new PollDescriptor { Descriptor = descriptor, Events = PollIn };
        int ready;
        while ((ready = Linux.poll(ref poll, 1, timeoutMilliseconds)) < 0 && Marshal.GetLastPInvokeError() == Interrupted)
        {
        }

        return ready > 0;
    }

    public static void CloseDescriptor(int descriptor) => Check(close(descriptor), "close", descriptor.ToString());

    /// <summary>Ends this process at once: no handlers, no waiting. As the first process of a pid namespace it takes all others with it.</summary>
    public static void ExitNow() => _exit(0);

    /// <summary>The number of a link in the calling thread's network namespace.</summary>
    public static int LinkIndex(string name)
    {
        var index = if_nametoindex(name);
        return index > 0 ? (int)index : throw Failure("if_nametoindex", name, Marshal.GetLastPInvokeError());
    }

    public static int ParentId() => getppid();

    internal static void Check(int result, string call, string subject)
    {
        if (result < 0)
        {
            throw Failure(call, subject, Marshal.GetLastPInvokeError());
        }
    }

    internal static Win32Exception Failure(string call, string subject, int error) =>
        new(error, $"{call} {subject}: {Marshal.GetPInvokeErrorMessage(error)}");

    private static nint PivotRootNumber => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 41 : 155;

    private const nint PidfdOpenNumber = 434;

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int unshare(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setns(int descriptor, int type);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int sethostname(string name, nint length);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int chdir(string path);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int lchown(string path, int user, int group);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int rename(string from, string to);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint pivot_root(nint number, string newRoot, string putOld);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint pidfd_open(nint number, int pid, uint flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int pid, int signal);

    [LibraryImport("libc")]
    private static partial uint geteuid();

    [LibraryImport("libc")]
    private static partial int getppid();

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial uint if_nametoindex(string name);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fcntl(int descriptor, int command, int argument);

    [LibraryImport("libc")]
    private static partial void _exit(int code);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int poll(ref PollDescriptor descriptors, nuint count, int timeout);
}
