namespace RedisOperator.Redis;

/// <summary>Why Redis gave no usable answer. Told apart by socket error or by the error's code, never by its text.</summary>
public enum RedisFailureKind
{
    /// <summary>The host answered that nothing listens there: hard evidence that the process is gone.</summary>
    Refused,

    /// <summary>No route, host down, or the name does not resolve. Says nothing about the process.</summary>
    Unreachable,

    /// <summary>No answer in time: dead, frozen, cut off or busy; which, nobody can know.</summary>
    Timeout,

    /// <summary>An established connection was closed or reset by the other side: evidence of a death, but also what CLIENT KILL does.</summary>
    ConnectionLost,

    /// <summary>NOAUTH, WRONGPASS, or any refusal of the credentials.</summary>
    AuthenticationFailed,

    /// <summary>NOPERM: the user is known, but may not do this.</summary>
    NotPermitted,

    /// <summary>DENIED: protected mode, no connections from outside the host.</summary>
    Denied,

    /// <summary>The dataset is being loaded; the process lives.</summary>
    Loading,

    /// <summary>Any other error answer; see <see cref="RedisFailure.Code"/>.</summary>
    ServerError,

    /// <summary>What came back is not RESP.</summary>
    ProtocolError,
}
