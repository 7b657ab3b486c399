namespace RedisOperator.EndToEnd;

/// <summary>How often tests do again what must hold every time; more when somebody wants to know for sure.</summary>
internal static class Repeat
{
    /// <summary>REDIS_OPERATOR_E2E_REPEAT, 3 by default: a run of everything should stay a matter of minutes.</summary>
    public static int Times { get; } = Number("REDIS_OPERATOR_E2E_REPEAT", 3);

    public static int Number(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var asked) ? asked : otherwise;

    /// <summary>Into the test's output, where figures belong that no test asserts.</summary>
    public static void Say(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);

    public static void Say(string what, IEnumerable<double> milliseconds)
    {
        var of = Percentiles.Of(milliseconds);
        Say($"{what}: n={of.Count} median={of.Median:0} p95={of.P95:0} max={of.Maximum:0} ms");
    }
}
