using System.Net.Sockets;

namespace RedisOperator.LocalCluster.Nodes.Native;

/// <summary>A socket belongs to the network namespace it was made in, whoever uses it: another namespace's loopback is reached from here.</summary>
internal static class NamespaceSocket
{
    public static Task<Socket> TcpAsync(string networkNamespace) => NamespaceThread.RunAsync(() =>
    {
        Linux.EnterNamespace(networkNamespace, Linux.NewNamespaceNet);
        return new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    });
}
