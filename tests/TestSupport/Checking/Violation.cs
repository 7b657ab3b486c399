namespace RedisOperator.TestSupport.Checking;

public enum ViolationKind
{
    /// <summary>The VIP led to two pods at once.</summary>
    VipLedToTwoPods,

    /// <summary>The VIP led, for longer than one pass, to a pod that answered and did not say role:master.</summary>
    VipLedToNonMaster,

    /// <summary>Two pods carried the master label for longer than one pass.</summary>
    TwoMasterLabels,

    /// <summary>A pod that answered and did not say role:master carried the master label for longer than one pass.</summary>
    MasterLabelOnNonMaster,

    /// <summary>A pod that said role:master carried no master label for longer than one pass.</summary>
    MasterWithoutLabel,

    /// <summary>Writes through the VIP were acknowledged by a pod that it did not lead to.</summary>
    WriteByAnotherPod,
}

public sealed record Violation(ViolationKind Kind, Span During, string Text)
{
    public override string ToString() => $"{During.From:HH:mm:ss.fff} to {During.To:HH:mm:ss.fff} ({During.Length.TotalMilliseconds:0} ms) {Kind}: {Text}";
}
