namespace RedisOperator.Entities.Inspection;

/// <summary>Lengths of time as kubectl shows ages: two units while they matter, then one.</summary>
public static class Ages
{
    public static string Text(TimeSpan age) => age switch
    {
        _ when age < TimeSpan.Zero => "0s",
        _ when age < TimeSpan.FromMinutes(2) => $"{(int)age.TotalSeconds}s",
        _ when age < TimeSpan.FromMinutes(10) => $"{(int)age.TotalMinutes}m{(age.Seconds == 0 ? "" : $"{age.Seconds}s")}",
        _ when age < TimeSpan.FromHours(3) => $"{(int)age.TotalMinutes}m",
        _ when age < TimeSpan.FromHours(8) => $"{(int)age.TotalHours}h{(age.Minutes == 0 ? "" : $"{age.Minutes}m")}",
        _ when age < TimeSpan.FromDays(2) => $"{(int)age.TotalHours}h",
        _ => $"{(int)age.TotalDays}d",
    };
}
