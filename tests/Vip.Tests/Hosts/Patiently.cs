using RedisOperator.TestSupport;

namespace RedisOperator.Vip.Tests.Hosts;

/// <summary>Waits for what real hosts do in their own time.</summary>
internal static class Patiently
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    public static Task TrueAsync(string what, Func<Task<bool>> probe) => Eventually.TrueAsync(what, Limit, _ => probe(), TestContext.Current.CancellationToken);

    public static Task TrueAsync(string what, Func<bool> probe) => TrueAsync(what, () => Task.FromResult(probe()));
}
