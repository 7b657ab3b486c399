using System.Net;
using System.Net.Sockets;

namespace RedisOperator.LocalCluster.Network.Dns;

/// <summary>Answers the pods' questions for names, over UDP. Where it listens is the nameserver in their resolv.conf.</summary>
internal sealed class DnsServer(DnsRecords records)
{
    public const string Address = Addresses.Outer;
    private const int Port = 53;

    public async Task RunAsync(CancellationToken ct)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(Address), Port));
        var buffer = new byte[1500];
        var anybody = new IPEndPoint(IPAddress.Any, 0);
        while (true)
        {
            var received = await socket.ReceiveFromAsync(buffer, SocketFlags.None, anybody, ct);
            if (DnsQuestion.Read(buffer.AsMemory(0, received.ReceivedBytes)) is not { } question)
            {
                continue;
            }

            try
            {
                await socket.SendToAsync(records.Find(question.Name).ToBytes(question), SocketFlags.None, received.RemoteEndPoint, ct);
            }
            catch (SocketException)
            {
                // Who asked is not there any more.
            }
        }
    }
}
