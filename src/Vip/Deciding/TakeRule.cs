namespace RedisOperator.Vip;

/// <summary>Who answers for the address on the network.</summary>
/// <param name="HardwareAddress">of whoever answered; null when nobody did</param>
/// <param name="Host">the group's host that this is; null when it is none of them</param>
public sealed record AddressUse(string? HardwareAddress = null, string? Host = null)
{
    public static readonly AddressUse Free = new();
}

public enum TakeAnswer
{
    Take,

    /// <summary>A host of the group still has it and is letting go.</summary>
    WaitForFormer,

    /// <summary>A host of the group still has it and does not let go: its agent is dead. It is not master: taken over.</summary>
    TakeOver,

    /// <summary>It belongs to somebody who has nothing to do with this.</summary>
    InUse,
}

/// <param name="Message">a sentence for people</param>
public sealed record TakeDecision(TakeAnswer Answer, string Message)
{
    public bool MayTake => Answer is TakeAnswer.Take or TakeAnswer.TakeOver;
}

/// <summary>Whether the address may be taken now, once it is decided that it belongs here.</summary>
public static class TakeRule
{
    /// <summary>A former holder lets go within some 50 ms of the promotion; one that has not after this long will not.</summary>
    public static readonly TimeSpan FormerLetsGoWithin = TimeSpan.FromSeconds(1);

    /// <param name="waited">since the address belongs here</param>
    public static TakeDecision Decide(string address, AddressUse use, TimeSpan waited) => use switch
    {
        { HardwareAddress: null } => new TakeDecision(TakeAnswer.Take, $"nobody else answers for {address}"),
        { Host: null } => new TakeDecision(
            TakeAnswer.InUse,
            $"{address} is in use by {use.HardwareAddress}, which is none of this group's hosts: not taken. Take it off there, or give the group another address; if that is a host of the group, name its address on this network with --peer"),
        _ when waited < FormerLetsGoWithin => new TakeDecision(TakeAnswer.WaitForFormer, $"{use.Host} ({use.HardwareAddress}) still answers for {address}"),
        _ => new TakeDecision(TakeAnswer.TakeOver, $"{use.Host} ({use.HardwareAddress}) still answers for {address} and does not let go: taken over. Is its agent dead?"),
    };
}
