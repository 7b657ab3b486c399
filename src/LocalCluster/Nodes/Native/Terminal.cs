using System.Runtime.InteropServices;

namespace RedisOperator.LocalCluster.Nodes.Native;

/// <summary>A pseudo terminal of the mount namespace the calling thread is in.</summary>
internal static partial class Terminal
{
    private const int ReadWrite = 2;
    private const int NoControllingTerminal = 0x100;
    private const int CloseOnExec = 0x80000;
    private const nuint UnlockSlave = 0x40045431;
    private const nuint NumberOfSlave = 0x80045430;
    private const nuint SetWindowSize = 0x5414;

    /// <summary>The master's descriptor, and the path of the other side.</summary>
    public static (int Master, string Slave) Open()
    {
        var master = open("/dev/ptmx", ReadWrite | NoControllingTerminal | CloseOnExec);
        Linux.Check(master, "open", "/dev/ptmx");
        var unlocked = 0;
        Linux.Check(ioctl(master, UnlockSlave, ref unlocked), "ioctl TIOCSPTLCK", "/dev/ptmx");
        var number = 0;
        Linux.Check(ioctl(master, NumberOfSlave, ref number), "ioctl TIOCGPTN", "/dev/ptmx");
        return (master, $"/dev/pts/{number}");
    }

    public static void Resize(int master, int columns, int rows)
    {
        var size = new WindowSize { Rows = (ushort)rows, Columns = (ushort)columns };
        Linux.Check(ioctl(master, SetWindowSize, ref size), "ioctl TIOCSWINSZ", master.ToString());
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ioctl(int descriptor, nuint request, ref int value);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ioctl(int descriptor, nuint request, ref WindowSize size);
}
