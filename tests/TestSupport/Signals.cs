using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RedisOperator.TestSupport;

public static partial class Signals
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Term = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>Sends a signal to one process that this program started. One that has already ended is left alone.</summary>
    public static void Send(Process process, int signal)
    {
        if (!process.HasExited)
        {
            // The child is not reaped before HasExited says so, so the pid cannot belong to another process by now.
            _ = SendSignal(process.Id, signal);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int pid, int signal);
}
