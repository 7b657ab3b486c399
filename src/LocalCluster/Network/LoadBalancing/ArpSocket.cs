using System.Net.Sockets;
using RedisOperator.LocalCluster.Nodes.Native;

namespace RedisOperator.LocalCluster.Network.LoadBalancing;

/// <summary>The ARP packets of one link in one network namespace. A socket stays in the namespace in which it was made, whoever uses it.</summary>
internal sealed class ArpSocket : IDisposable
{
    private const int LongestFrame = 128;

    private readonly Socket _socket;
    private readonly byte[] _frame = new byte[LongestFrame];

    private ArpSocket(Socket socket) => _socket = socket;

    public static Task<ArpSocket> OpenAsync(string netns, string link) => NamespaceThread.RunAsync(() =>
    {
        Linux.EnterNamespace(netns, Linux.NewNamespaceNet);
        // Nothing is received before it is bound: until then it would be the frames of all links.
        var socket = new Socket(AddressFamily.Packet, SocketType.Raw, ProtocolType.Unspecified);
        socket.Bind(new LinkEndPoint(Linux.LinkIndex(link), ArpFrame.EtherType));
        return new ArpSocket(socket);
    });

    /// <summary>The next packet that can be read. One caller at a time.</summary>
    public async Task<ArpFrame> ReceiveAsync(CancellationToken ct)
    {
        while (true)
        {
            var length = await _socket.ReceiveAsync(_frame, SocketFlags.None, ct);
            if (ArpFrame.Parse(_frame.AsSpan(0, length)) is { } frame)
            {
                return frame;
            }
        }
    }

    /// <exception cref="SocketException">The link is gone, or down.</exception>
    public void Send(ArpFrame frame) => _socket.Send(frame.ToBytes());

    public void Dispose() => _socket.Dispose();
}
