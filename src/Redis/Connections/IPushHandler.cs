namespace RedisOperator.Redis;

/// <summary>Takes what a server says unasked. Called by the connection's reader: must return at once and must not throw.</summary>
internal interface IPushHandler
{
    /// <summary>RESP2 has no push type: messages are arrays that only their first word tells from answers.</summary>
    bool IsPush(RedisResult value);

    void OnPush(RedisResult message);
}
