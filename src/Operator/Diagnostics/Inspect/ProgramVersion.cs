using System.Reflection;

namespace RedisOperator.Operator.Diagnostics.Inspect;

/// <summary>The version that <c>--version</c> prints.</summary>
internal static class ProgramVersion
{
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
