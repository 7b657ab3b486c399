using System.Net;
using System.Net.Sockets;

namespace RedisOperator.Writer.Checking;

/// <summary>A connection that has given its password.</summary>
internal static class Login
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    /// <summary>Null when nobody accepted in time, or the password.</summary>
    public static async Task<RespSocket?> TryAsync(EndPoint address, string? password)
    {
        using var bounded = new CancellationTokenSource(Patience);
        RespSocket? socket = null;
        try
        {
            socket = await ConnectAsync(address, password, bounded.Token);
            return socket;
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    public static async Task<RespSocket> ConnectAsync(EndPoint address, string? password, CancellationToken cancellationToken)
    {
        var socket = await RespSocket.ConnectAsync(address, cancellationToken);
        try
        {
            if (password is not null && await socket.CallAsync(cancellationToken, "AUTH", password) is { IsError: true } refusal)
            {
                throw new IOException($"AUTH was refused: {refusal.Code}");
            }

            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Who is at the other end: the address that the server announces, which stays that pod's, or "-" when it announces none.</summary>
    public static async Task<string> ServerAsync(RespSocket socket, CancellationToken cancellationToken)
    {
        var reply = await socket.CallAsync(cancellationToken, "CONFIG", "GET", "replica-announce-ip");
        return reply.Items is [_, { Text: { Length: > 0 } address }] ? address : "-";
    }
}
