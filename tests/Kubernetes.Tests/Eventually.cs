namespace k8s.Tests;

/// <summary>Waits for what happens on another flow; fails with what was waited for after a generous time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static async Task BecomesTrue(Func<bool> condition, string what)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(Limit, what);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public static Task<T> Within<T>(Task<T> task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);

    public static Task Within(Task task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);
}
