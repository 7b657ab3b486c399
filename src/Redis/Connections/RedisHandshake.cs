namespace RedisOperator.Redis;

/// <summary>The first words on a connection: HELLO with credentials, or AUTH for servers that do not know HELLO (before Redis 6), and the client's name.</summary>
internal static class RedisHandshake
{
    /// <summary>Gives the protocol version agreed on.</summary>
    public static async Task<int> RunAsync(RedisConnection connection, CancellationToken ct)
    {
        var protocol = connection.Options.Protocol >= 3 ? await HelloAsync(connection, ct) : 0;
        if (protocol == 0)
        {
            protocol = 2;
            await AuthAsync(connection, ct);
        }

        if (connection.Options.ClientName is { } name)
        {
            // Some sentinels know no CLIENT SETNAME, some users may not use it; a missing name hurts nobody.
            await connection.ExecuteManyAsync([["CLIENT", "SETNAME", name]], ct);
        }

        return protocol;
    }

    private static async Task<int> HelloAsync(RedisConnection connection, CancellationToken ct)
    {
        var options = connection.Options;
        string[] hello = options.HasPassword ? ["HELLO", "3", "AUTH", options.User ?? "default", options.Password!] : ["HELLO", "3"];
        var reply = (await connection.ExecuteManyAsync([hello], ct))[0];
        if (reply.IsSuccess)
        {
            return 3;
        }

        // "ERR unknown command" from an old server, NOPROTO from one that speaks only RESP2.
        return reply.Failure.Code is "ERR" or "NOPROTO" ? 0 : throw reply.Failure.ToException();
    }

    private static async Task AuthAsync(RedisConnection connection, CancellationToken ct)
    {
        var options = connection.Options;
        if (!options.HasPassword)
        {
            return;
        }

        string[] auth = options.User is null ? ["AUTH", options.Password!] : ["AUTH", options.User, options.Password!];
        var reply = (await connection.ExecuteManyAsync([auth], ct))[0];
        if (!reply.IsSuccess)
        {
            throw (reply.Failure is { Kind: RedisFailureKind.ServerError } refused
                ? refused with { Kind = RedisFailureKind.AuthenticationFailed }
                : reply.Failure).ToException();
        }
    }
}
