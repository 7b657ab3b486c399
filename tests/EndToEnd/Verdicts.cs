namespace RedisOperator.EndToEnd;

/// <summary>What tests say about a verdict; the whole verdict stands in the message, and in the test's output when it is good.</summary>
internal static class Verdicts
{
    /// <summary>Nothing that must never be was seen, no confirmed write is lost, and no refused one was written.</summary>
    public static void ShouldBeRight(this CheckVerdict verdict)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(verdict.ToString());
        verdict.Violations.ShouldBeEmpty(verdict.ToString());
        verdict.LostConfirmed.ShouldBe(0, verdict.ToString());
        verdict.Ledger.Phantoms.ShouldBe(0, verdict.ToString());
        verdict.Ledger.Confirmed.ShouldBeGreaterThan(0, verdict.ToString());
    }

    /// <summary>Right, and not one acknowledged write is lost.</summary>
    public static void ShouldBeFlawless(this CheckVerdict verdict)
    {
        verdict.ShouldBeRight();
        verdict.LostAcknowledged.ShouldBe(0, verdict.ToString());
        verdict.Ledger.Acknowledged.ShouldBeGreaterThan(0, verdict.ToString());
    }
}
